package io.perfmark;

/** Does nothing: Debian ships grpc-java without the tracing library that it calls. */
public final class PerfMark {
  private static final Tag TAG = new Tag();
  private static final Link LINK = new Link();

  private PerfMark() {}

  public static Tag createTag() { return TAG; }
  public static Tag createTag(String name) { return TAG; }
  public static Tag createTag(String name, long id) { return TAG; }
  public static void event(String name) {}
  public static void event(String name, Tag tag) {}
  public static void startTask(String name) {}
  public static void startTask(String name, Tag tag) {}
  public static void stopTask(String name) {}
  public static void stopTask(String name, Tag tag) {}
  public static Link linkOut() { return LINK; }
  public static void linkIn(Link link) {}
}
