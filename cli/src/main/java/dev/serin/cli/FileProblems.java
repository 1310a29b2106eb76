package dev.serin.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in words what the file system refused. */
final class FileProblems {
  private FileProblems() {}

  static String message(FileSystemException problem) {
    String reason = problem.getReason();
    String why;
    if (problem instanceof AccessDeniedException) {
      why = "permission denied. Make it readable and writable for the user that runs Serin.";
    } else if (problem instanceof NoSuchFileException) {
      why = "no such file or folder, and it cannot be made.";
    } else if (problem instanceof FileAlreadyExistsException) {
      why = "is in the way: Serin needs a folder there.";
    } else if (reason == null) {
      why = "cannot be used (" + problem.getClass().getSimpleName() + ").";
    } else {
      why = reason.startsWith("No space") ? reason + ". Make room and try again." : reason + ".";
    }
    return problem.getFile() + ": " + why;
  }
}
