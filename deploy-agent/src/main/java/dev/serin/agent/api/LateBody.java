package dev.serin.agent.api;

import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import java.lang.reflect.Field;

/**
 * A body that checks something when it is asked for its content: fabric8's Vert.x client does so
 * when it has a connection, on the thread that sends, and immediately before it sends. When the
 * check throws, nothing is sent; the connection is closed when the request's time is over.
 *
 * <p>fabric8's interceptors are called earlier, by the caller's thread, and its builders take no
 * body but their own: so the body is put into the builder's field. {@code ApiRequestsTest} fails
 * when a new version of fabric8 has no such field, or asks for the content at another time.
 */
final class LateBody extends StandardHttpRequest.StringBodyContent {

  private static final Field BODY = field();

  private final Runnable check;

  private LateBody(String content, Runnable check) {
    super(content);
    this.check = check;
  }

  private static Field field() {
    try {
      Field body = StandardHttpRequest.Builder.class.getDeclaredField("body");
      body.setAccessible(true);
      return body;
    } catch (NoSuchFieldException changed) {
      throw new ExceptionInInitializerError(changed);
    }
  }

  /** The builder of a request with a body, which is checked from then on. */
  static HttpRequest.Builder of(HttpRequest.Builder request, String content, Runnable check) {
    try {
      BODY.set(request, new LateBody(content, check));
      return request;
    } catch (IllegalAccessException changed) {
      throw new IllegalStateException(changed);
    }
  }

  @Override
  public String getContent() {
    check.run();
    return super.getContent();
  }
}
