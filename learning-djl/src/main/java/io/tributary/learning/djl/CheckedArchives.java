package io.tributary.learning.djl;

import io.tributary.learning.djl.torchscript.ScriptArchive;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Archives that were checked, by the SHA-256 of their files: the {@value #MOST} used last, and fewer where memory is short. Thread-safe. */
final class CheckedArchives {
    static final int MOST = 16;

    private final Map<String, SoftReference<ScriptArchive>> known = new LinkedHashMap<>(MOST, 0.75F, true);

    synchronized Optional<ScriptArchive> find(String sha256) {
        return Optional.ofNullable(known.get(sha256)).map(SoftReference::get);
    }

    synchronized void keep(String sha256, ScriptArchive archive) {
        known.put(sha256, new SoftReference<>(archive));
        if (known.size() > MOST) {
            known.remove(known.keySet().iterator().next());
        }
    }
}
