package jenkins.model;

public abstract class CauseOfInterruption implements java.io.Serializable {
  public CauseOfInterruption() {}

  public abstract java.lang.String getShortDescription();
}
