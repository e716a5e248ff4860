package io.tributary.loadtest.architecture.broken.aggregation.vendor;

/** Broken on purpose. */
final class UsesYaml {
    private UsesYaml() {}

    static Class<?> known() {
        return org.yaml.snakeyaml.nodes.Node.class;
    }
}
