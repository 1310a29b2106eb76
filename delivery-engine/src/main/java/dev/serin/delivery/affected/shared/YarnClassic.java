package dev.serin.delivery.affected.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the form of Yarn 1: entries begin at the margin, what belongs to them is indented. */
final class YarnClassic {
  /**
   * One entry.
   *
   * @param header the specifiers, without quotes
   * @param text all that is below
   * @param needs names and ranges that it depends on
   */
  record Entry(String header, String text, Map<String, String> needs) {}

  private YarnClassic() {}

  static List<Entry> read(String lock) {
    List<Entry> entries = new ArrayList<>();
    String header = "";
    StringBuilder text = new StringBuilder();
    Map<String, String> needs = new TreeMap<>();
    for (String line : (lock + "\n:").lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith(" ")) {
        text.append(line).append('\n');
        String[] words = line.strip().replace("\"", "").split("\\s+", 2);
        if (line.startsWith("    ") && words.length == 2) {
          needs.put(words[0], words[1]);
        }
        continue;
      }
      if (!header.isEmpty()) {
        entries.add(new Entry(header, text.toString(), needs));
      }
      header = line.substring(0, line.length() - 1).replace("\"", "");
      text = new StringBuilder();
      needs = new TreeMap<>();
    }
    return entries;
  }
}
