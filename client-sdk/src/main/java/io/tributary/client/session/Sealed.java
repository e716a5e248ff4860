package io.tributary.client.session;

import io.tributary.client.journal.SealedUpdate;

/** An update ready to leave the device. */
record Sealed(Trained trained, SealedUpdate update) {}
