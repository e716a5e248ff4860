package io.tributary.experiments.source;

import io.tributary.experiments.yaml.Form;
import io.tributary.experiments.yaml.Forms;
import io.tributary.experiments.yaml.Section;
import io.tributary.learning.image.ImageDecoder;
import java.nio.file.Path;
import java.util.List;

/**
 * Keys of {@code source: zips}: pictures in archives, whose names say their class.
 *
 * @param path an archive, or a folder of some
 * @param files which files of a folder, a pattern such as {@code *.zip}
 * @param names what the name of a picture says, with the folders it lies in
 * @param height every picture is resized to this many rows
 * @param width and to this many columns
 * @param color three channels, or one
 * @param holdOut fraction of each class held out to measure the model, above 0 and below 1
 */
public record ZipsConfig(Path path, String files, NamePattern names, int height, int width, boolean color,
        double holdOut) {
    private static final int GREY = 1;

    /**
     * Reads them.
     *
     * @param wanted [height, width, channels] that the network is usually given
     */
    public static ZipsConfig read(Section section, List<Integer> wanted) {
        Form<List<Integer>> size = Forms.same("a side 1.." + ImageDecoder.MAX_SIDE + " in pixels or [height, width]",
                Forms.whole(1, ImageDecoder.MAX_SIDE), 2);
        List<Integer> usual = wanted.size() == 3 ? wanted : List.of(224, 224, 3);
        List<Integer> sides = section.get("size", size, usual.subList(0, 2));
        return new ZipsConfig(section.require("path", Forms.path()),
                section.get("files", TableConfig.pattern(), "*.zip"),
                section.get("names", NamePattern.form(), new NamePattern("{class}/*.png")), sides.get(0), sides.get(1),
                section.get("color", Forms.truth(), usual.get(2) != GREY),
                section.get("holdOut", Forms.above(0, 0.9), 0.2));
    }
}
