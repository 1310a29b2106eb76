package dev.serin.delivery.cache;

import dev.serin.delivery.image.ImageName;
import dev.serin.delivery.problem.Printable;
import dev.serin.delivery.problem.UserError;
import java.util.List;
import java.util.regex.Pattern;

/**
 * For whom images are built: the main line, or one change request. Each has its own tags, and its
 * name is in the signed provenance, so a change request's images are never found by the main line.
 *
 * @param name {@code main}, or such as {@code change-17}
 */
public record Scope(String name) {
  /** With a hash of 64 digits and a hyphen a tag must not exceed 128 characters. */
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,49}");

  /** The main line. */
  public static final Scope MAIN = new Scope("main");

  /**
   * Checks the name.
   *
   * @throws UserError if it cannot be a part of a tag
   */
  public Scope {
    if (!FORM.matcher(name).matches()) {
      throw new UserError(
          "'%s' cannot be the name of a scope: use up to 50 lower-case letters, digits, '.', '_' and '-', such as change-17."
              .formatted(Printable.line(name)));
    }
  }

  /** The tag of images with these inputs. */
  public String tag(String inputHash) {
    String tag = ImageName.tag(inputHash);
    return equals(MAIN) ? tag : name + "-" + tag;
  }

  /** The tag of the image that was built last. */
  public String newest() {
    return name;
  }

  /** The scopes in which to look for an image, the first one first. */
  public List<Scope> readable() {
    return equals(MAIN) ? List.of(MAIN) : List.of(this, MAIN);
  }
}
