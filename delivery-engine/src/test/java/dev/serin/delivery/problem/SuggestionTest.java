package dev.serin.delivery.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuggestionTest {
  private static final List<String> KNOWN = List.of("service", "owner", "dependsOn", "image");

  @Test
  void aNearWordIsFound() {
    assertEquals(Optional.of("service"), Suggestion.nearest("sevice", KNOWN));
    assertEquals(Optional.of("service"), Suggestion.nearest("serivce", KNOWN));
    assertEquals(Optional.of("dependsOn"), Suggestion.nearest("dependson", KNOWN));
    assertEquals(Optional.of("image"), Suggestion.nearest("imgae", KNOWN));
  }

  @Test
  void aFarWordIsNotGuessed() {
    assertEquals(Optional.empty(), Suggestion.nearest("xyz", KNOWN));
    assertEquals("", Suggestion.phrase("xyz", KNOWN));
    assertEquals(Optional.empty(), Suggestion.nearest("service", List.of()));
  }

  @Test
  void anAbsurdlyLongWordIsNotGuessed() {
    String longName = "b".repeat(1_000_000);

    assertEquals(Optional.empty(), Suggestion.nearest("b".repeat(500), List.of(longName)));
  }

  @Test
  void twoLettersThatChangedPlacesAreOneDifference() {
    assertEquals(1, Suggestion.distance("form", "from"));
    assertEquals(3, Suggestion.distance("", "abc"));
    assertEquals(0, Suggestion.distance("abc", "abc"));
  }
}
