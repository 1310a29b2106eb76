package dev.serin.cluster.image;

/** An image that is missing, damaged or not allowed; the message says which and why. */
public final class ImageException extends Exception {
  private static final long serialVersionUID = 1;

  /** A problem of an image. */
  ImageException(String message) {
    super(message);
  }

  /** A problem of an image, with what showed it. */
  ImageException(String message, Throwable cause) {
    super(message, cause);
  }
}
