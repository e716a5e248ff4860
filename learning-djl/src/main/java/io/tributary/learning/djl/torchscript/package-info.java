/**
 * TorchScript archives, read strictly and without running anything: {@link io.tributary.learning.djl.torchscript.ScriptArchive} holds the code of
 * one against a list of operations, and writes it anew for the engine, which never sees the file itself.
 */
@NullMarked
package io.tributary.learning.djl.torchscript;

import org.jspecify.annotations.NullMarked;
