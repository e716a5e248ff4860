package io.tributary.learning.folder;

import io.tributary.learning.BadExampleException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The images of a folder {@code class/image}, or {@code device/class/image}, in the order of their paths. A folder without an image is no
 * class. Files of other kinds are left out, and said to be.
 *
 * @param images one a file
 * @param classNames names of the class folders in normal form C, sorted
 * @param devices names of the device folders, sorted; empty if there are none
 * @param leftOut files of other kinds, whatever is no file, folders without an image
 */
public record ImageFiles(List<Image> images, List<String> classNames, List<String> devices, List<LeftOut> leftOut) {
    private static final Set<String> KINDS = Set.of("jpg", "jpeg", "jpe", "jfif", "png");

    /**
     * An image that was found.
     *
     * @param file where
     * @param label index of its class
     * @param owner index of its device, 0 if there are none
     */
    public record Image(Path file, int label, int owner) {}

    /** Copies the lists. */
    public ImageFiles {
        images = List.copyOf(images);
        classNames = List.copyOf(classNames);
        devices = List.copyOf(devices);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Looks for images of at least so many classes, without opening any.
     *
     * @param byDevice whether class folders lie in folders of devices
     * @throws BadExampleException naming the file or folder that is not as it must be
     */
    public static ImageFiles find(Path root, boolean byDevice, int leastClasses) throws BadExampleException {
        String wanted = byDevice ? "of folders device/class with JPEG or PNG images"
                : "of class folders with JPEG or PNG images";
        return new Search(Folders.below(root, wanted), wanted).run(root, byDevice, leastClasses);
    }

    private static final class Search {
        private final Folders folders;
        private final String wanted;
        private final Map<ClassFolder, List<Path>> found = new LinkedHashMap<>();
        private final List<LeftOut> leftOut = new ArrayList<>();

        Search(Folders folders, String wanted) {
            this.folders = folders;
            this.wanted = wanted;
        }

        ImageFiles run(Path root, boolean byDevice, int leastClasses) throws BadExampleException {
            List<Path> devices = byDevice ? subfolders(root) : List.of(root);
            for (int owner = 0; owner < devices.size(); owner++) {
                for (Path path : subfolders(devices.get(owner))) {
                    collect(ClassFolder.of(path, owner));
                }
            }
            ClassFolder.requireDistinct(List.copyOf(found.keySet()));
            List<String> names = found.keySet().stream().map(ClassFolder::label).distinct().sorted().toList();
            if (names.size() < leastClasses) {
                throw new BadExampleException(
                        root + ": has images of " + names.size() + " classes, " + names + "; at least "
                                + leastClasses + " class folders with JPEG or PNG images are needed");
            }
            return new ImageFiles(images(names), names, byDevice ? devices.stream().map(Folders::name).toList()
                    : List.of(), leftOut);
        }

        private List<Image> images(List<String> names) {
            List<Image> images = new ArrayList<>();
            found.forEach((folder, files) -> files
                    .forEach(file -> images.add(new Image(file, names.indexOf(folder.label()), folder.owner()))));
            return images;
        }

        private List<Path> subfolders(Path folder) throws BadExampleException {
            List<Path> subfolders = folders.list(folder).stream().filter(Files::isDirectory).toList();
            if (subfolders.isEmpty()) {
                throw new BadExampleException(folder + ": has no folders in it; a folder " + wanted + " is wanted");
            }
            return subfolders;
        }

        private void collect(ClassFolder folder) throws BadExampleException {
            List<Path> files = new ArrayList<>();
            for (Path entry : folders.list(folder.path())) {
                if (Files.isDirectory(entry)) {
                    throw new BadExampleException(
                            entry + ": is a folder where images are expected; a folder " + wanted
                                    + " is wanted (partition: by-folder takes device/class/image)");
                }
                if (KINDS.contains(kind(entry)) && Files.isRegularFile(entry)) {
                    files.add(entry);
                } else {
                    leftOut.add(new LeftOut(entry.toString(), "neither .jpg, .jpeg, .jfif nor .png"));
                }
            }
            if (files.isEmpty()) {
                leftOut.add(new LeftOut(folder.path().toString(), "no JPEG or PNG image in it, so it is no class"));
            } else {
                found.put(folder, files);
            }
        }

        private static String kind(Path file) {
            String name = Folders.name(file);
            return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        }
    }
}
