package hudson.model;

public class Queue {
  Queue() {}

  public interface QueueAction extends hudson.model.Action {
    public abstract boolean shouldSchedule(java.util.List<hudson.model.Action> arg0);
  }

  public abstract static class Item {
    Item() {}
  }
}
