package dev.serin.cli.rollout;

import dev.serin.delivery.problem.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads which containers get which image. */
final class ImageArguments {
  private ImageArguments() {}

  /** Reads CONTAINER=IMAGE arguments, all problems at once. */
  static Map<String, String> parse(List<String> arguments) {
    Map<String, String> images = new LinkedHashMap<>();
    List<String> bad = new ArrayList<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 1 || equals == argument.length() - 1) {
        bad.add("'" + argument + "' is not CONTAINER=IMAGE");
      } else if (images.put(argument.substring(0, equals), argument.substring(equals + 1))
          != null) {
        bad.add("container '" + argument.substring(0, equals) + "' is named twice");
      }
    }
    if (!bad.isEmpty()) {
      throw new UserError(String.join("; ", bad));
    }
    return images;
  }
}
