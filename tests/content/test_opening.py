"""The opening of a body, which stands for a summary."""

import pytest

from gazette.content.opening import opening_of
from tests.content.bodies.rendering import html_of


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("About 10<sup>6</sup> people live on 5 km<sup>2</sup>.", "About 10⁶ people live on 5 km²."),
        ("10<sup>-3</sup> of CO<sub>2</sub>", "10⁻³ of CO₂"),
        ("The 5<sup>th</sup> of May, x<sup>n</sup> and H<sub>max</sub>", "The 5th of May, xⁿ and Hmax"),
        ("2<sup>x+1</sup> and a<sub>i,j</sub>", "2^(x+1) and a_(i,j)"),
        ("A claim.[^1] Another.[^2]\n\n[^1]: One.\n\n[^2]: Two.", "A claim. Another."),
        ("![A quay](quay.jpg)\n\nThe text.", "The text."),
        ("[![A quay](quay.jpg)](large.jpg)\n\n***\n\nThe text.", "The text."),
        ("- only\n- a list", ""),
        ("## Heading\n\nx[^1]\n\n[^1]: Note.", "x"),
        ("[^1]\n\n[^1]: Only a note.", ""),
        ("a &lt; b & 1<sup>&lt;</sup>", "a < b & 1^(<)"),
        ("10<sup>**6**</sup>, x<sup><em>2</em></sup> and 2<sup>3<sup>4</sup></sup>", "10⁶, x² and 2^(3⁴)"),
        ("2<sup>k</sup>, e<sup>x</sup>, (1+r)<sup>t</sup>", "2^k, e^x, (1+r)^t"),
        ("1<sup>e</sup>, n<sup>o</sup> 5, M<sup>r</sup>, S<sup>t</sup>", "1e, no 5, Mr, St"),
        ("Grid<sup>®</sup> fell<sup>*</sup> twice<sup>[1]</sup>, 5<sup>º</sup>", "Grid® fell* twice[1], 5º"),
        ("The sum is ~~10~~ 11, not <del>ten or</del> <s>nine</s> eight.", "The sum is 11, not eight."),
        ("~~All of it.~~\n\nWhat holds.", "What holds."),
    ],
)
def test_opening_says_what_the_text_says(text: str, opening: str) -> None:
    assert opening_of(html_of(text)) == opening


def test_long_opening_ends_with_a_sentence() -> None:
    first = "The ministers of both countries have met at the border to talk about the water of the river."

    assert opening_of(html_of(f"{first} They will {'talk and ' * 40}talk again.")) == first


def test_long_opening_does_not_end_with_an_abbreviation() -> None:
    text = f"{'The delegation was received in the capital by a great many people and by ' * 2}Dr. Ada {'B ' * 80}."

    assert opening_of(html_of(text)).endswith("B …")
