package io.tributary.cli.server;

import io.tributary.cli.console.CommandException;
import io.tributary.experiments.catalogue.Catalogue;
import io.tributary.experiments.process.SiblingLaunch;
import io.tributary.learning.NetworkClasses;
import io.tributary.protocol.plugin.PlugInException;
import io.tributary.protocol.plugin.PlugIns;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Option {@code --class-path}: plug-ins, and classes of networks, that plans may name. */
public final class ClassPathOption {
    @Option(names = "--class-path", paramLabel = "JARS",
            description = "jars and folders of classes of your own, as java takes them, with plug-ins or the class that model.block names")
    private @Nullable String classPath;

    /**
     * Has plug-ins and classes of networks looked for there, in this process and in those that it starts.
     *
     * @throws CommandException if a part of it is neither a jar nor a folder, or a plug-in cannot be used
     */
    public void use() throws CommandException {
        if (classPath != null) {
            loader(classPath);
        }
    }

    /** A loader of these jars and folders, which is used from now on for plug-ins and classes of networks. */
    static ClassLoader loader(String path) throws CommandException {
        List<URL> places = new ArrayList<>();
        for (String entry : path.split(File.pathSeparator, -1)) {
            places.add(place(entry));
        }
        ClassLoader loader =
                new URLClassLoader("own", places.toArray(URL[]::new), ClassPathOption.class.getClassLoader());
        NetworkClasses.lookIn(loader);
        lookForPlugIns(path, loader);
        SiblingLaunch.withClasses(path);
        return loader;
    }

    /** Those that cannot be used are told now, and not in the middle of a run. */
    private static void lookForPlugIns(String path, ClassLoader loader) throws CommandException {
        PlugIns.lookIn(loader);
        try {
            Catalogue.requireSoundPlugIns();
        } catch (PlugInException broken) {
            PlugIns.lookIn(null);
            throw new CommandException("--class-path " + path + ": " + broken.getMessage(), broken);
        }
    }

    private static URL place(String entry) throws CommandException {
        Path place = Path.of(entry);
        if (entry.isBlank() || !(Files.isDirectory(place) || (Files.isRegularFile(place) && entry.endsWith(".jar")))) {
            throw new CommandException("--class-path: '" + entry + "' is neither a jar nor a folder of classes");
        }
        try {
            return place.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new CommandException("--class-path: '" + entry + "': " + impossible.getMessage(), impossible);
        }
    }
}
