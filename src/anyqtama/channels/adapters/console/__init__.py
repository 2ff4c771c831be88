"""The twin of a text-message provider: writes to the log, so that development needs no provider."""

import logging

from anyqtama.channels.messages import Outbound, Receipt, ReceiptState

log = logging.getLogger(__name__)


def send(outbound: Outbound) -> Receipt:
    log.info("To …%s (%s): %s", outbound.address[-2:], outbound.language, outbound.text)
    return Receipt(ReceiptState.SENT, external_id=f"console-{outbound.key}")
