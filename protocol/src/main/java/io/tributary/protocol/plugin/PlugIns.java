package io.tributary.protocol.plugin;

import io.tributary.protocol.Fields;
import io.tributary.protocol.Reason;
import io.tributary.protocol.RejectedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The plug-ins of a port that this process has. They are looked for once, in this application unless whoever starts the process says
 * otherwise. Nothing that comes over the network says where to look. Thread-safe.
 *
 * @param <P> the port
 */
public final class PlugIns<P extends PlugIn> {
    private static final Map<Class<?>, PlugIns<?>> KNOWN = new ConcurrentHashMap<>();
    private static volatile @Nullable ClassLoader chosen;

    private final String kind;
    private final List<P> all;

    private PlugIns(String kind, List<P> all) {
        this.kind = kind;
        this.all = all;
    }

    /** Has plug-ins of all ports looked for here from now on, in the whole process; null for this application, as at the start. */
    public static void lookIn(@Nullable ClassLoader loader) {
        chosen = loader;
        KNOWN.clear();
    }

    /**
     * Those of a port.
     *
     * @param kind what they are called in messages, such as {@code rule}
     * @throws PlugInException if one cannot be made or says of itself what must not be, or two have one name
     */
    public static <P extends PlugIn> PlugIns<P> of(Class<P> port, String kind) {
        PlugIns<?> known = KNOWN.get(port);
        if (known == null) {
            known = new PlugIns<>(kind, load(port));
            KNOWN.put(port, known);
        }
        @SuppressWarnings("unchecked") // what is kept for a port was loaded for it
        PlugIns<P> same = (PlugIns<P>) known;
        return same;
    }

    /** All of them, in the order of the class path. */
    public List<P> all() {
        return all;
    }

    /**
     * The plug-in that a plan names, once its settings were compared with what it says of them.
     *
     * @throws RejectedException MISSING_PLUG_IN if there is none of this name, or one of another version; INVALID_FIELD if it has other
     *         settings
     */
    public P require(PlugInSpec spec) throws RejectedException {
        Optional<P> found = all.stream().filter(plugIn -> plugIn.name().equals(spec.name())).findFirst();
        if (found.isEmpty()) {
            throw new RejectedException(Reason.MISSING_PLUG_IN, "the plan names the " + kind + " " + spec.label()
                    + ", a plug-in that is not here; here are: " + (all.isEmpty() ? "none" : labels())
                    + ". Its jar must be on the class path (--class-path)");
        }
        if (!found.get().version().equals(spec.version())) {
            throw new RejectedException(Reason.MISSING_PLUG_IN,
                    "the plan names the " + kind + " " + spec.label() + ", a plug-in that is here in version "
                            + found.get().version() + "; both must be the same");
        }
        requireSettings(found.get(), spec);
        return found.get();
    }

    private String labels() {
        return all.stream().map(plugIn -> "'" + plugIn.name() + "' " + plugIn.version())
                .collect(Collectors.joining(", "));
    }

    private void requireSettings(P plugIn, PlugInSpec spec) throws RejectedException {
        try {
            Set<String> rest = new HashSet<>(spec.numbers().keySet());
            rest.addAll(spec.words().keySet());
            for (PlugInSetting setting : plugIn.settings()) {
                rest.remove(setting.name());
                if (setting instanceof PlugInSetting.Amount amount) {
                    amount.require(spec.number(setting.name()));
                } else if (setting instanceof PlugInSetting.Word word) {
                    word.require(spec.word(setting.name()));
                }
            }
            if (!rest.isEmpty()) {
                throw new IllegalArgumentException("it has no setting " + String.join(", ", rest));
            }
        } catch (IllegalArgumentException wrong) {
            throw new RejectedException(Reason.INVALID_FIELD,
                    "the " + kind + " " + spec.label() + ": " + wrong.getMessage());
        }
    }

    /** Where a plug-in's class was loaded from, by the name of its file; its class, if that is not known. */
    public static String origin(PlugIn plugIn) {
        var source = plugIn.getClass().getProtectionDomain().getCodeSource();
        String path = source == null || source.getLocation() == null ? "" : source.getLocation().getPath();
        String file = path.replaceAll("/+$", "").replaceAll(".*/", "");
        return file.isEmpty() ? plugIn.getClass().getName() : file;
    }

    private static <P extends PlugIn> List<P> load(Class<P> port) {
        ClassLoader loader = chosen == null ? Objects.requireNonNull(PlugIns.class.getClassLoader()) : chosen;
        try {
            List<P> found = ServiceLoader.load(port, loader).stream().map(ServiceLoader.Provider::get)
                    .collect(Collectors.toUnmodifiableList());
            requireSound(found);
            return found;
        } catch (ServiceConfigurationError | LinkageError broken) {
            throw new PlugInException("a plug-in cannot be made: " + broken.getMessage()
                    + (broken.getCause() == null ? "" : ": " + broken.getCause()), broken);
        }
    }

    private static <P extends PlugIn> void requireSound(List<P> found) {
        List<String> names = new ArrayList<>();
        for (P plugIn : found) {
            try {
                names.add(sound(plugIn));
            } catch (RuntimeException wrong) {
                throw new PlugInException("plug-in " + plugIn.getClass().getName() + ": " + wrong.getMessage(), wrong);
            }
            if (names.indexOf(plugIn.name()) < names.size() - 1) {
                throw new PlugInException("plug-in " + plugIn.getClass().getName() + ": another one is called '"
                        + plugIn.name() + "' too; take one of them from the class path");
            }
        }
    }

    private static String sound(PlugIn plugIn) {
        PlugInSpec spec = PlugInSpec.of(plugIn.name(), plugIn.version());
        Fields.line("summary", plugIn.summary(), 1, 200);
        List<PlugInSetting> settings = Fields.list("settings", plugIn.settings(), 0, PlugInSpec.MOST_SETTINGS);
        if (settings.stream().map(PlugInSetting::name).distinct().count() < settings.size()) {
            throw new IllegalArgumentException("two of its settings have one name");
        }
        return spec.name();
    }
}
