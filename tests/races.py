"""Several people acting at the same moment, with real threads, each over a connection of its own."""

import threading

from django.db import close_old_connections, connection


def at_once(*acts):
    """What each act came to, all begun at the same moment; an act is given what it waits at until all are ready."""
    start, outcomes = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        close_old_connections()
        try:
            outcomes[number] = act(start.wait)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
