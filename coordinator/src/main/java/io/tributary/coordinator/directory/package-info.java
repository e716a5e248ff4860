/**
 * The directory of a coordinator as one thing that is whole or not: {@link io.tributary.coordinator.directory.CoordinatorDirectory}
 * opens it, {@link io.tributary.coordinator.directory.DirectoryCheck} looks at it offline. Beside the database lies the file
 * {@code HEAD}, signed and synced with every transaction: a database that is older, empty, foreign or torn does not fit it.
 */
@NullMarked
package io.tributary.coordinator.directory;

import org.jspecify.annotations.NullMarked;
