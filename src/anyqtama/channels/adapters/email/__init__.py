"""E-mail out, through Django's mail backend (the console in development)."""

import smtplib

from django.core.mail import EmailMessage, get_connection

from anyqtama.channels.messages import Outbound, Receipt, ReceiptState


def send(outbound: Outbound) -> Receipt:
    message_id = f"<{outbound.key}@anyqtama>"
    headers = {"Message-ID": message_id, "Auto-Submitted": "auto-generated", "Content-Language": outbound.language}
    server = get_connection()
    mail = EmailMessage(outbound.subject, outbound.text, to=[outbound.address], headers=headers, connection=server)
    if outbound.enclosed:
        mail.attach(outbound.enclosed.name, outbound.enclosed.content, outbound.enclosed.content_type)
    server.open()  # a server that does not answer has taken nothing: the job fails and comes again
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused as refused:
        return Receipt(ReceiptState.REFUSED, reason=str(refused)[:300])
    except (smtplib.SMTPServerDisconnected, TimeoutError) as error:
        # The server may have taken the mail before the line dropped: no blind second copy.
        return Receipt(ReceiptState.UNCERTAIN, external_id=message_id, reason=str(error)[:300])
    finally:
        server.close()
    return Receipt(ReceiptState.SENT, external_id=message_id)
