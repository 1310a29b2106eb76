package dev.serin.pipeline;

import com.cloudbees.groovy.cps.Continuable;
import com.cloudbees.groovy.cps.SerializableScript;
import groovy.lang.Binding;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.jspecify.annotations.Nullable;

/**
 * What scripts are based on, as CpsScript in Jenkins: a call is one of a variable of the library,
 * or a step. Saved with its variables.
 */
public abstract class PipelineScript extends SerializableScript {

  private static final long serialVersionUID = 1;

  /** Where the steps with a body are among the variables. */
  static final String BLOCKS = "blockSteps";

  @Override
  public @Nullable Object invokeMethod(String name, @Nullable Object arguments) {
    Object[] list = arguments instanceof Object[] array ? array : new Object[] {arguments};
    if (getBinding().hasVariable(name)) {
      return InvokerHelper.invokeMethod(getBinding().getVariable(name), "call", list);
    }
    if (!getMetaClass().respondsTo(this, name, list).isEmpty()) {
      return getMetaClass().invokeMethod(this, name, list);
    }
    Object blocks = getBinding().getVariable(BLOCKS);
    if (!InvokerHelper.getMetaClass(blocks).respondsTo(blocks, name).isEmpty()) {
      return InvokerHelper.invokeMethod(blocks, name, list);
    }
    return announce(name, Arrays.asList(list));
  }

  /** Gives control to the test, which answers the step. */
  public @Nullable Object announce(String name, List<Object> arguments) {
    return Continuable.suspend(name, new StepCall(name, arguments));
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    out.writeObject(getBinding().getVariables());
  }

  @SuppressWarnings("unchecked")
  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    setBinding(new Binding((HashMap<String, Object>) in.readObject()));
  }
}
