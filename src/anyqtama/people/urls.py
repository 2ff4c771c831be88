"""The door, and one's own pages."""

from django.urls import path

from anyqtama.people.absence_page import views as absences
from anyqtama.people.entrance import views as entrance
from anyqtama.people.me import views as me

urlpatterns = [
    path("sign-in/", entrance.sign_in, name="sign_in"),
    path("sign-in/code/", entrance.code, name="sign_in_code"),
    path("sign-in/second-factor/", entrance.first_telephone, name="sign_in_second_factor"),
    path("sign-in/second-factor/picture.svg", entrance.picture, name="second_factor_picture"),
    path("sign-in/password/", entrance.first_password, name="sign_in_password"),
    path("sign-out/", entrance.sign_out, name="sign_out"),
    path("me/", me.profile, name="me"),
    path("me/profile/", me.save_profile, name="my_profile"),
    path("me/language/", me.language, name="my_language"),
    path("me/theme/", me.theme, name="my_theme"),
    path("me/password/", me.password, name="my_password"),
    path("me/second-factor/", me.telephone, name="my_second_factor"),
    path("me/recovery-codes/", me.recovery_codes, name="my_recovery_codes"),
    path("me/recovery-codes/new/", me.new_recovery_codes, name="my_new_recovery_codes"),
    path("me/sessions/", me.sessions, name="my_sessions"),
    path("me/sessions/others/", me.end_other_sessions, name="my_other_sessions"),
    path("me/sessions/<slug:handle>/", me.end_session, name="my_session"),
    path("me/workplace/", me.workplace, name="my_workplace"),
    path("me/state/", me.state, name="my_state"),
    path("people/<int:person_id>/absences/", absences.absences, name="person_absences"),
    path("people/absences/<int:absence_id>/end/", absences.end, name="absence_end"),
]
