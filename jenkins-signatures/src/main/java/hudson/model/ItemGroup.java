package hudson.model;

public interface ItemGroup<T extends hudson.model.Item>
    extends hudson.model.Saveable, hudson.model.ModelObject {}
