package dev.serin.cluster.controller;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.function.Consumer;

/**
 * Hands on every change of an informer, whatever it is, with the latest state of the object.
 *
 * @param listener is told on the informer's thread, and must only hand on
 */
public record ChangeHandler<T extends HasMetadata>(Consumer<T> listener)
    implements ResourceEventHandler<T> {
  @Override
  public void onAdd(T object) {
    listener.accept(object);
  }

  @Override
  public void onUpdate(T before, T object) {
    listener.accept(object);
  }

  @Override
  public void onDelete(T object, boolean finalStateUnknown) {
    listener.accept(object);
  }
}
