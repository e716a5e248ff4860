package io.tributary.loadtest.architecture.broken.protocol.util;

/** Broken on purpose: the package's name says nothing. */
final class Drawer {
    private Drawer() {}
}
