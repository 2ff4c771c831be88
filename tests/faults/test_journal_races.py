"""Many writing processes, several sealers and readers: nothing missed, nothing doubled, the chain whole."""

from tests.faults.installation import Installation, told

WRITERS, EACH = 16, 20


def test_readers_miss_no_entry_of_sixteen_slow_writers(place: Installation) -> None:
    others = [place.act("crowd", part, 2) for part in ("seal", "read")]
    place.say("crowd", "write", WRITERS, "{number}", EACH)
    (place.folder / "stop").touch()
    for other in others:
        told(other)
    kept = WRITERS * EACH * 9 // 10
    assert place.say("settle").strip() == f"written={kept} sealed={kept} seen={kept} faults=[]"


def test_a_sealer_and_a_reader_killed_at_any_moment_lose_and_double_nothing(place: Installation) -> None:
    writers = place.act("crowd", "write", 4, "{number}", EACH)
    for _ in range(3):
        others = [place.act(part) for part in ("seal", "read")]
        for other in others:
            try:
                other.wait(timeout=1.2)
            except Exception:
                other.kill()
    told(writers)
    kept = 4 * EACH * 9 // 10
    assert place.say("settle").strip() == f"written={kept} sealed={kept} seen={kept} faults=[]"


def test_numbers_have_no_gap_and_no_double_under_a_race(place: Installation) -> None:
    numbers = [int(number) for number in place.say("crowd", "race_for_number", 4, 15).split()[1:]]
    assert sorted(numbers) == list(range(1, 61))
