package io.tributary.coordinator.store.object.s3;

import io.tributary.coordinator.store.ObjectStore;
import java.util.Optional;
import java.util.UUID;

/**
 * Which key holds what.
 *
 * @param prefix of all keys, empty or with a slash at its end
 */
record S3Keys(String prefix) {
    static S3Keys of(S3Settings settings) {
        return new S3Keys(settings.prefix().isEmpty() ? "" : settings.prefix() + "/");
    }

    /** @throws IllegalArgumentException if it is no name of an object */
    String object(String name) {
        return objects() + ObjectStore.requireName(name);
    }

    /** Before each object's name. */
    String objects() {
        return prefix + "objects/";
    }

    /** The name of the object that has this key, if it is one. */
    Optional<String> name(String key) {
        try {
            return Optional.of(ObjectStore.requireName(key.substring(objects().length())));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    /** A part of a partial object. */
    String part(String name, String id) {
        return parts() + name + "/" + id;
    }

    /** Before each part's key. */
    String parts() {
        return prefix + "parts/";
    }

    /** The id of the part that has this key. */
    static String partId(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    String probe() {
        return prefix + "probe/" + UUID.randomUUID();
    }
}
