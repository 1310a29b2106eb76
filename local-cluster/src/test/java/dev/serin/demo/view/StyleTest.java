package dev.serin.demo.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StyleTest {
  @Test
  void withoutColoursTextStaysAsItIs() {
    assertEquals("bad", new Style(false).red("bad"));
  }

  @Test
  void withColoursEachTextIsClosedAgain() {
    assertEquals("\u001b[31mbad\u001b[0m", new Style(true).red("bad"));
  }

  @Test
  void clippingCountsOnlyWhatIsVisible() {
    Style style = new Style(true);
    assertEquals("ab" + style.red("cd"), Style.clip("ab" + style.red("cd"), 4));
    assertEquals("ab" + style.red("c"), Style.clip("ab" + style.red("cd") + "ef", 3));
    assertEquals("██", Style.clip("████", 2));
  }
}
