package io.tributary.loadtest.architecture.broken.coordinator;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;

/** Broken on purpose. */
class ReadsObjects {
    private final InputStream source;

    ReadsObjects(InputStream source) {
        this.source = source;
    }

    Object next() throws IOException, ClassNotFoundException {
        return new ObjectInputStream(source).readObject();
    }
}
