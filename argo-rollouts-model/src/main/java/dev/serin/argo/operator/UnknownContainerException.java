package dev.serin.argo.operator;

import java.util.List;

/** An image is to be given to a container that a pod template does not have. */
public final class UnknownContainerException extends OperatorException {
  private static final long serialVersionUID = 1L;

  private final String container;
  private final List<String> known;

  UnknownContainerException(String container, List<String> known) {
    super("no container '" + container + "'; it has " + String.join(", ", known));
    this.container = container;
    this.known = List.copyOf(known);
  }

  /** The name that was given. */
  public String container() {
    return container;
  }

  /** The names that there are. */
  public List<String> known() {
    return known;
  }
}
