package dev.serin.pipeline;

import com.cloudbees.groovy.cps.Continuable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;

/**
 * A pipeline that waits for a step, with all that Jenkins would write to disk.
 *
 * @param script with its variables
 * @param rest what is still to run
 */
record Program(PipelineScript script, Continuable rest) implements Serializable {

  /** The same after a restart of Jenkins. */
  Program restarted() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(this);
    }
    try (ObjectInputStream in = new Reader(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (Program) in.readObject();
    }
  }

  /** Knows the library's classes. */
  private static final class Reader extends ObjectInputStream {
    Reader(InputStream in) throws IOException {
      super(in);
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass described)
        throws IOException, ClassNotFoundException {
      try {
        return Class.forName(described.getName(), false, Library.classes());
      } catch (ClassNotFoundException e) {
        return super.resolveClass(described);
      }
    }
  }
}
