package dev.serin.delivery.catalog.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderPatternTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "packages/*;packages/a;true",
        "packages/*;packages/a/b;false",
        "packages/*;packages;false",
        "packages/**;packages/a/b;true",
        "**/web;apps/x/web;true",
        "{apps,libs}/*;libs/money;true",
        "{apps,libs/{a,b}}/*;libs/b/x;true",
        "{apps,libs}/*;tools/x;false",
        "app?;apps;true",
        "app?;app/;false",
        "a*c;abbc;true",
        "a*c;abbd;false",
        "p/*;p/üx;true",
        "web;web;true",
      })
  void foldersMatchAsInNpm(String pattern, String folder, boolean expected) {
    assertEquals(expected, FolderPattern.of(pattern).matches(folder));
  }

  @Test
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.SECONDS)
  void aPatternThatIsMadeToTakeForeverTakesNoTime() {
    assertFalse(FolderPattern.of("*a".repeat(400) + "b").matches("a".repeat(4000)));
    assertTrue(FolderPattern.of("**a".repeat(300)).matches("a".repeat(4000)));
  }

  @Test
  void whatIsNoPatternSaysWhy() {
    assertThrows(IllegalArgumentException.class, () -> FolderPattern.of("["));
    assertThrows(IllegalArgumentException.class, () -> FolderPattern.of("{a"));
    assertThrows(IllegalArgumentException.class, () -> FolderPattern.of("{a,b}".repeat(30)));
    assertThrows(IllegalArgumentException.class, () -> FolderPattern.of("a".repeat(1001)));
  }
}
