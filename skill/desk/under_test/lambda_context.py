"""What AWS Lambda tells a handler about the call."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field

from skill.desk.under_test.remote import SECONDS


@dataclass
class LambdaContext:
    """The second argument of a handler."""

    function_name: str
    seconds: float | None = SECONDS
    """That the call may take; None is as long as somebody looks into it."""
    function_version: str = "$LATEST"
    memory_limit_in_mb: int = 128
    aws_request_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    _begun: float = field(default_factory=time.monotonic)

    @property
    def invoked_function_arn(self) -> str:
        """In nobody's account."""
        return f"arn:aws:lambda:us-east-1:000000000000:function:{self.function_name}"

    @property
    def log_group_name(self) -> str:
        """Where Lambda would write the log."""
        return f"/aws/lambda/{self.function_name}"

    @property
    def log_stream_name(self) -> str:
        """As Lambda names one."""
        return f"desk/[{self.function_version}]{self.aws_request_id}"

    def get_remaining_time_in_millis(self) -> int:
        """How long the call may still take."""
        ends = self._begun + (3600.0 if self.seconds is None else self.seconds)
        return max(0, int((ends - time.monotonic()) * 1000))
