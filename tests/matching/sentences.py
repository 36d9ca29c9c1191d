"""Reading sentences in tests: a stand-in for a catalogue, and chips as short strings."""

from registry import vocabulary
from registry.danish import Corrector
from registry.matching.document import name_key
from registry.matching.understand import understand
from registry.matching.understand.spelling import vocabulary_corrector


class Words:
    """Stands for a catalogue whose offers know a few words."""

    vocabulary = vocabulary.current()

    def __init__(self, *words, organisations=()):
        self._words = words
        self._organisations = {name_key(name) for name in organisations}
        self.corrector = Corrector(dict.fromkeys(words, 1), vocabulary_corrector(self.vocabulary))

    def is_organisation(self, key):
        return key in self._organisations

    def knows(self, word):
        return word.lower() in self._words


def read(text, *known):
    return understand(text, Words(*known))


def chips(text, *kinds, known=()):
    """What is understood, as short strings: "9-9", with a question mark when it is only wished for."""
    found = [chip for chip in read(text, *known).chips if not kinds or chip.kind in kinds]
    return [short(chip) for chip in found]


def short(chip):
    value = "-".join(map(str, chip.value)) if isinstance(chip.value, tuple) else chip.value
    return f"{value}{'' if chip.demand else '?'}"
