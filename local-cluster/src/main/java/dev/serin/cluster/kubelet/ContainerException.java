package dev.serin.cluster.kubelet;

/** A container that cannot be started, with the reason as Kubernetes would name it. */
final class ContainerException extends Exception {
  private static final long serialVersionUID = 1;

  private final String reason;

  /** A problem with one of Kubernetes' reasons, and a message that says what to do. */
  ContainerException(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Such as {@code ErrImagePull} or {@code CreateContainerError}. */
  String reason() {
    return reason;
  }
}
