from django.urls import path

from anyqtama.wall import views
from anyqtama.wall.leading import views as leading

urlpatterns = [
    path("wall/", views.wall, name="wall"),
    path("people/", views.people_today, name="people_today"),
    path("people/<int:person_id>/state/", leading.set_state, name="person_state"),
    path("people/<int:person_id>/levels/", leading.set_levels, name="person_level"),
    path("people/break-limits/<slug:unit_code>/", leading.set_break_limit, name="break_limit"),
    path("queues/<slug:code>/", views.queue_now, name="queue_now"),
    path("queues/<slug:code>/closing/", leading.close_queue, name="queue_close"),
    path("queues/<slug:code>/opening/", leading.open_queue, name="queue_open"),
    path("queues/<slug:code>/banner/", leading.put_banner, name="queue_banner"),
    path("queues/<slug:code>/people/", leading.move_person, name="queue_people"),
    path("queues/<slug:code>/limits/", leading.set_limits, name="queue_limits"),
    path("contacts/<int:contact_id>/owner/", leading.reassign, name="contact_owner"),
    path("contacts/<int:contact_id>/priority/", leading.prioritise, name="contact_priority"),
    path("alerts/", views.alerts_page, name="alerts"),
    path("alerts/bell/", views.bell, name="alerts_bell"),
    path("alerts/<int:alert_id>/taking/", leading.take_alert, name="alert_take"),
]
