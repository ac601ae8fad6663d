"""A `jupyter_client` provisioner: kernels are copies of a process that has executed the notebook already."""

from __future__ import annotations

import asyncio
import os
import signal
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING, Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.provisioner_base import KernelProvisionerBase

if TYPE_CHECKING:
    from .fork_server import Mother

NAME = "etabli-copie"
#: The mothers of this process, by the name of the kernels that they make.
MOTHERS: dict[str, Mother] = {}


def register() -> None:
    """Make the provisioner known to this process; its entry point does it for others once the package is installed."""
    point = EntryPoint(NAME, f"{__name__}:ForkProvisioner", KernelProvisionerFactory.GROUP_NAME)
    KernelProvisionerFactory.provisioners[NAME] = point


class Specs(KernelSpecManager):
    """Adds to the kernels installed those of the ateliers being served."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Describe a kernel by its name. Raises `NoSuchKernel`."""
        if kernel_name not in MOTHERS:
            return super().get_kernel_spec(kernel_name)
        provisioner = {"provisioner_name": NAME, "config": {}}
        spec = KernelSpec(
            argv=["python"],
            display_name=kernel_name,
            language="python",
            metadata={"kernel_provisioner": provisioner},
        )
        spec.name = kernel_name
        return spec


class ForkProvisioner(KernelProvisionerBase):
    """One kernel, copied from the mother that its name designates. Its sockets are files in a private folder."""

    _pid: int | None = None
    _end: asyncio.Future[int] | None = None

    @property
    def has_process(self) -> bool:
        """Whether a kernel was started and not cleaned up."""
        return self._pid is not None

    async def poll(self) -> int | None:
        """Give its exit status, None while it lives."""
        if self._end is None:
            return 0
        return self._end.result() if self._end.done() else None

    async def wait(self) -> int | None:
        """Wait for its end; give its exit status."""
        status = await asyncio.shield(self._end) if self._end else 0
        self._pid = None
        return status

    async def send_signal(self, signum: int) -> None:
        """Send it a signal, if it still lives."""
        if self._pid is not None and self._end is not None and not self._end.done():
            # Still a child of its mother, which tells of its end before its number can be given again.
            try:
                os.kill(self._pid, signum)
            except ProcessLookupError:
                return

    async def kill(self, restart: bool = False) -> None:
        """End it at once."""
        await self.send_signal(signal.SIGKILL)

    async def terminate(self, restart: bool = False) -> None:
        """Ask it to end."""
        await self.send_signal(signal.SIGTERM)

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Choose the sockets. ``env`` and ``cwd`` are the mother's."""
        manager = self.parent
        if manager is None or self.kernel_spec.name not in MOTHERS:
            raise NoSuchKernel(self.kernel_spec.name)
        for port, name in enumerate(("shell", "iopub", "stdin", "hb", "control"), 1):
            setattr(manager, f"{name}_port", port)
        self.connection_info = manager.get_connection_info()
        kwargs.pop("extra_arguments", None)
        return await super().pre_launch(cmd=[NAME], **kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Copy the mother; the kernel listens when this returns. Raises `MotherError`."""
        info = self.connection_info
        key = info["key"]
        sent = {**info, "key": key.decode() if isinstance(key, bytes) else key}
        self._pid, self._end = await MOTHERS[self.kernel_spec.name].fork(str(self.kernel_id), sent)
        return info

    async def cleanup(self, restart: bool = False) -> None:
        """Nothing is left: the manager removes the files of the sockets."""

    def get_shutdown_wait_time(self, recommended: float = 5.0) -> float:
        """Give the seconds that a kernel has to end by itself: it has nothing to save."""
        return 1.0
