"""Kernels: the first is ready early, and none outlives its page for long."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from traitlets.config import Config

from companion.app.server.voila_server import Kernels, OwnKernelSpecs, Restarter
from tests.serving import PATIENCE

Make = Callable[..., Kernels]


@pytest.fixture
def kernels(tmp_path: Path) -> Make:
    """Make a manager of kernels whose files stay in a folder of the test."""

    def make(**options: object) -> Kernels:
        return managed(str(tmp_path), **options)

    return make


def managed(folder: str, **options: object) -> Kernels:
    own = {"environment": {"COMPANION_TEST": "1"}, **options}
    config = Config(
        Kernels=own,
        OwnKernelSpecs={"warm_up": "import json"},
        AsyncIOLoopKernelManager={"restarter_class": Restarter},
    )
    specs = OwnKernelSpecs(config=config)
    return Kernels(config=config, kernel_spec_manager=specs, connection_dir=folder)


def test_the_kernel_is_this_python_and_runs_what_warms_it_up() -> None:
    specs = OwnKernelSpecs(warm_up="import json")
    assert list(specs.get_all_specs()) == ["python3"]
    argv = specs.get_kernel_spec("python3").argv
    assert argv[0] == sys.executable
    assert argv[-1] == "--IPKernelApp.exec_lines=import json"


def test_the_kernel_started_ahead_is_the_first_one_given(kernels: Make) -> None:
    async def scenario() -> None:
        manager = kernels()
        try:
            manager.start_ahead()
            first = await manager.start_kernel(env={"QUERY_STRING": "token=secret"})
            assert manager.list_kernel_ids() == [first]
            environment = psutil.Process(manager.get_kernel(first).provisioner.pid).environ()
            assert environment["COMPANION_TEST"] == "1"
            assert "QUERY_STRING" not in environment
            second = await manager.start_kernel()
            assert set(manager.list_kernel_ids()) == {first, second}
        finally:
            await manager.end()
        assert manager.list_kernel_ids() == []

    asyncio.run(scenario())


def test_a_kernel_that_no_page_is_connected_to_ends(kernels: Make) -> None:
    async def scenario() -> None:
        manager = kernels(cull_idle_timeout=1, cull_interval=1)
        try:
            kept, left = await manager.start_kernel(), await manager.start_kernel()
            for kernel in (kept, left):
                manager.notify_connect(kernel)
                manager.get_kernel(kernel).execution_state = "idle"
            await asyncio.sleep(3)
            assert set(manager.list_kernel_ids()) == {kept, left}
            manager.notify_disconnect(left)
            async with asyncio.timeout(PATIENCE):
                while manager.list_kernel_ids() != [kept]:
                    await asyncio.sleep(0.1)
            assert manager.list_kernel_ids() == [kept]
        finally:
            await manager.end()

    asyncio.run(scenario())


def test_the_kernel_kept_for_the_first_page_is_not_ended_however_late_that_comes(
    kernels: Make,
) -> None:
    async def scenario() -> None:
        manager = kernels(cull_idle_timeout=1, cull_interval=1)
        try:
            manager.start_ahead()
            while not (kept := manager.list_kernel_ids()):
                await asyncio.sleep(0.05)
            manager.get_kernel(kept[0]).execution_state = "idle"
            manager.get_kernel(kept[0]).last_activity -= timedelta(hours=1)
            await manager.cull_kernels()
            first = await manager.start_kernel()
            assert [first] == kept
            for seconds in (0, 5):  # nor is it ended while its page is on its way
                manager.get_kernel(first).last_activity -= timedelta(seconds=seconds)
                await manager.cull_kernels()
                assert manager.list_kernel_ids() == kept
            manager.get_kernel(first).last_activity -= timedelta(hours=1)
            await manager.cull_kernels()
            assert manager.list_kernel_ids() == []
        finally:
            await manager.end()

    asyncio.run(scenario())


@pytest.mark.parametrize("noticed", [False, True])
def test_a_kernel_that_died_before_the_first_page_is_not_given_out(
    kernels: Make, noticed: bool
) -> None:
    async def scenario() -> None:
        manager = kernels()
        try:
            manager.start_ahead()
            while not (kept := manager.list_kernel_ids()):
                await asyncio.sleep(0.05)
            kernel = manager.get_kernel(kept[0])
            await kernel.ready
            process = psutil.Process(kernel.provisioner.pid)
            process.kill()
            while await kernel.is_alive():  # its threads may end after it
                await asyncio.sleep(0.01)
            while noticed and manager.list_kernel_ids():  # Jupyter looks every few seconds
                await asyncio.sleep(0.1)
            first = await manager.start_kernel()
            assert first != kept[0]
            assert manager.list_kernel_ids() == [first]
            assert await manager.get_kernel(first).is_alive()
        finally:
            await manager.end()

    asyncio.run(scenario())


def test_ending_waits_for_a_kernel_that_is_on_its_way(kernels: Make) -> None:
    async def scenario() -> None:
        manager = kernels()
        manager.start_ahead()
        await manager.end()
        assert manager.list_kernel_ids() == []

    asyncio.run(scenario())


def test_a_page_that_leaves_late_does_no_harm(kernels: Make) -> None:
    manager = kernels()
    manager.notify_disconnect("no-such-kernel")
    assert manager.list_kernel_ids() == []
