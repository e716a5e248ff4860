package io.tributary.coordinator.http;

import io.tributary.coordinator.registry.ListedVersion;
import io.tributary.coordinator.registry.ModelRegistry;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import io.tributary.protocol.message.AlteredVersion;
import io.tributary.protocol.message.ModelPage;
import io.tributary.protocol.message.ModelView;
import io.tributary.protocol.message.VersionPage;
import io.tributary.protocol.plan.ModelManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parts of the lists of models and of their versions. A manifest names every chunk of its version: that of 2^30 values takes megabytes,
 * so a few are read at once and what is shown of them is kept. Thread-safe; blocks on storage.
 */
final class VersionPages {
    /** Manifests that are in memory at once. */
    static final int AT_ONCE = 8;

    private final ModelRegistry registry;

    VersionPages(ModelRegistry registry) {
        this.registry = registry;
    }

    /** Reads at most so many entries after the last of those before, or the first ones if there are none. */
    private interface Source {
        List<ListedVersion> read(Optional<Shown> last, int limit);
    }

    /** What is shown of an entry: the one or the other. */
    private record Shown(String model, int version, @Nullable ModelView whole, @Nullable AlteredVersion altered) {
        static Shown of(ListedVersion entry, Set<Integer> kept) {
            return switch (entry) {
                case ListedVersion.Whole(ModelManifest manifest) -> new Shown(entry.model(), entry.version(),
                        view(manifest, kept.contains(entry.version())), null);
                case ListedVersion.Altered(AlteredVersion altered) ->
                        new Shown(entry.model(), entry.version(), null, altered);
            };
        }

        private static ModelView view(ModelManifest manifest, boolean kept) {
            return new ModelView(manifest.model(), manifest.version(), manifest.origin().run(),
                    manifest.origin().round(), manifest.sha256(), manifest.created(), kept);
        }
    }

    /** The newest version of each model, or of each deleted one. */
    ModelPage models(boolean deleted, String after, int limit) {
        List<Shown> found = read(limit + 1, Optional.empty(), (last, some) -> {
            String from = last.map(Shown::model).orElse(after);
            return deleted ? registry.deletedModels(from, some) : registry.models(from, some);
        });
        List<Shown> shown = found.stream().limit(limit).toList();
        return new ModelPage(whole(shown), altered(shown), Paging.next(found, limit, Shown::model));
    }

    /** The versions of a model, newest first. @throws RejectedException NOT_FOUND if there is no such model */
    VersionPage versions(String model, Optional<Integer> before, int limit) throws RejectedException {
        List<Shown> found = read(limit + 1, Optional.of(registry.kept(model)),
                (last, some) -> registry.versions(model, last.map(Shown::version).or(() -> before), some));
        if (found.isEmpty() && registry.versions(model, Optional.empty(), 1).isEmpty()) {
            throw new RejectedException(Reason.NOT_FOUND, "there is no model '" + model + "' here");
        }
        List<Shown> shown = found.stream().limit(limit).toList();
        return new VersionPage(whole(shown), altered(shown),
                found.size() > limit ? shown.getLast().version() : null);
    }

    /** @param kept versions that have their chunks; all if empty */
    private static List<Shown> read(int wanted, Optional<Set<Integer>> kept, Source source) {
        List<Shown> found = new ArrayList<>();
        Optional<Shown> last = Optional.empty();
        boolean more = true;
        while (more && found.size() < wanted) {
            int some = Math.min(AT_ONCE, wanted - found.size());
            List<ListedVersion> next = source.read(last, some);
            next.forEach(entry -> found.add(Shown.of(entry, kept.orElse(Set.of(entry.version())))));
            more = next.size() == some;
            last = found.isEmpty() ? last : Optional.of(found.getLast());
        }
        return found;
    }

    private static List<ModelView> whole(List<Shown> shown) {
        return shown.stream().flatMap(entry -> Optional.ofNullable(entry.whole).stream()).toList();
    }

    private static List<AlteredVersion> altered(List<Shown> shown) {
        return shown.stream().flatMap(entry -> Optional.ofNullable(entry.altered).stream()).toList();
    }
}
