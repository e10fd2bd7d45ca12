package dev.godwit.device.content;

import dev.godwit.wire.Bytes;

/// What a group shows of itself, each part with the sequence at which it was set, 0 when it never
/// was. The part that was set last holds.
///
/// @param picture a JPEG or PNG of at most [ContentCodec#PICTURE_BYTES_MAX] bytes, empty for none
public record GroupDetails(
    String name,
    String description,
    Bytes picture,
    long nameSequence,
    long descriptionSequence,
    long pictureSequence) {
  public static final GroupDetails NONE = new GroupDetails("", "", Bytes.EMPTY, 0, 0, 0);

  public GroupDetails renamed(String next, long sequence) {
    return new GroupDetails(
        next, description, picture, sequence, descriptionSequence, pictureSequence);
  }

  public GroupDetails described(String next, long sequence) {
    return new GroupDetails(name, next, picture, nameSequence, sequence, pictureSequence);
  }

  public GroupDetails pictured(Bytes next, long sequence) {
    return new GroupDetails(name, description, next, nameSequence, descriptionSequence, sequence);
  }

  /// As if it was set no later than at `sequence`.
  public GroupDetails before(long sequence) {
    return new GroupDetails(
        name,
        description,
        picture,
        Math.min(nameSequence, sequence),
        Math.min(descriptionSequence, sequence),
        Math.min(pictureSequence, sequence));
  }

  /// Each part from whichever of the two was set later.
  public GroupDetails newest(GroupDetails other) {
    GroupDetails joined = this;
    if (other.nameSequence > nameSequence) {
      joined = joined.renamed(other.name, other.nameSequence);
    }
    if (other.descriptionSequence > descriptionSequence) {
      joined = joined.described(other.description, other.descriptionSequence);
    }
    if (other.pictureSequence > pictureSequence) {
      joined = joined.pictured(other.picture, other.pictureSequence);
    }
    return joined;
  }
}
