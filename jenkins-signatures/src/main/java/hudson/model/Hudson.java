package hudson.model;

public class Hudson {
  Hudson() {}

  public static class CloudList extends jenkins.model.Jenkins.CloudList {
    public CloudList() {}
  }
}
