package dev.serin.demo.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class WrapTest {
  @Test
  void aLineThatFitsStaysAsItIs() {
    assertEquals(List.of("  one   two"), Wrap.lines("  one   two", 11, 4));
    assertEquals(List.of(""), Wrap.lines("", 11, 4));
  }

  @Test
  void aLineIsBrokenBetweenWordsAndTheRestIsIndented() {
    assertEquals(
        List.of("  one two", "    three", "    four"), Wrap.lines("  one two three four", 9, 4));
  }

  @Test
  void aWordThatIsTooLongStaysWhole() {
    assertEquals(
        List.of("see", "  /a/very/long/path", "  there"),
        Wrap.lines("see /a/very/long/path there", 10, 2));
  }

  @Test
  void aWordThatFitsOnlyWithALesserIndentGetsThat() {
    assertEquals(List.of("see", "  /a/path", "    it"), Wrap.lines("see /a/path it", 9, 4));
  }

  @Test
  void coloursTakeNoRoomAndDoNotRunOnToOtherLines() {
    Style style = new Style(true);

    assertEquals(
        List.of("ab " + style.red("cd"), "  " + style.red("ef") + " gh"),
        Wrap.lines("ab " + style.red("cd ef") + " gh", 7, 2));
  }
}
