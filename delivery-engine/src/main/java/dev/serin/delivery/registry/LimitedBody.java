package dev.serin.delivery.registry;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Writes the body of an answer to a stream, up to a limit: no registry fills memory or disk. */
final class LimitedBody implements BodySubscriber<Long> {
  private final OutputStream sink;
  private final long limit;
  private final CompletableFuture<Long> done = new CompletableFuture<>();
  private @Nullable Subscription subscription;
  private long size;

  LimitedBody(OutputStream sink, long limit) {
    this.sink = sink;
    this.limit = limit;
  }

  @Override
  public CompletionStage<Long> getBody() {
    return done;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      if (done.isDone()) {
        return;
      }
      write(buffer);
    }
  }

  private void write(ByteBuffer buffer) {
    size += buffer.remaining();
    if (size > limit) {
      end(new RegistryException("the registry answers with more than " + limit + " bytes"));
      return;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    try {
      sink.write(bytes);
    } catch (IOException problem) {
      end(problem);
    }
  }

  private void end(IOException problem) {
    done.completeExceptionally(problem);
    if (subscription != null) {
      subscription.cancel();
    }
  }

  @Override
  public void onError(Throwable problem) {
    done.completeExceptionally(problem);
  }

  @Override
  public void onComplete() {
    done.complete(size);
  }
}
