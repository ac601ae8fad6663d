"""How kernels are run: sockets that are files of this user alone, no restart behind a participant's back."""

from __future__ import annotations

from typing import Any

from jupyter_server.services.kernels.kernelmanager import ServerKernelManager
from traitlets import Bool, CaselessStrEnum

from .fork_server import can_fork


class LiveKernelManager(ServerKernelManager):
    """Runs one kernel. One that stops stays stopped: its page says so, a new one would have lost everything."""

    autorestart = Bool(False)
    transport = CaselessStrEnum(["tcp", "ipc"], default_value="ipc" if can_fork() else "tcp")
    shutdown_wait_time = 1.0

    def emit(self, schema_id: str, data: Any) -> None:
        """Publish nothing: a room keeps no journal of what its participants do."""
