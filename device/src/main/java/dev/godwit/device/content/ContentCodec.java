package dev.godwit.device.content;

import dev.godwit.device.codec.MalformedRecord;
import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.wire.Bytes;
import java.util.ArrayList;
import java.util.List;

/// The encoding of [Content] inside the encryption: the version, the kind, and what the kind holds.
///
/// Whatever a newer version adds is one more kind, or fields behind those that are here, which are
/// passed over. A reader never fails: it answers [Content.Unknown] or [Content.Lost].
public final class ContentCodec {
  /// The longest content, so that with its encryption it fits into an entry.
  public static final int CONTENT_BYTES_MAX = 64_000;

  /// The largest picture of a group.
  public static final int PICTURE_BYTES_MAX = 32_768;

  /// The longest name of a group, in UTF-16 code units.
  public static final int NAME_CHARACTERS_MAX = 100;

  /// The longest description of a group, in UTF-16 code units.
  public static final int DESCRIPTION_CHARACTERS_MAX = 2_000;

  /// Accounts that one text may mention; more are read as if they were not there.
  public static final int MENTIONS_MAX = 64;

  private static final long VERSION = 1;
  private static final long TEXT = 1;
  private static final long RENAMED = 2;
  private static final long DESCRIBED = 3;
  private static final long PICTURED = 4;
  private static final long DETAILS = 5;
  private static final long LEAVING = 6;
  private static final long INVITED = 7;
  private static final long INVITATION_REVOKED = 8;
  private static final long SETTING = 9;

  private ContentCodec() {}

  public static Bytes encode(Content content) {
    return switch (content) {
      case Content.Text text -> encode(text);
      case Content.Renamed(var name) -> begin(RENAMED).text(name).toBytes();
      case Content.Described(var description) -> begin(DESCRIBED).text(description).toBytes();
      case Content.Pictured(var picture) -> begin(PICTURED).bytes(picture).toBytes();
      case Content.Details details -> encode(details);
      case Content.Leaving _ -> begin(LEAVING).toBytes();
      case Content.Invited(var invitation) -> pack(begin(INVITED), invitation).toBytes();
      case Content.InvitationRevoked(var link) -> begin(INVITATION_REVOKED).text(link).toBytes();
      case Content.Setting(var name, var value, var time) ->
          begin(SETTING).text(name).bytes(value).number(time).toBytes();
      case Content.Unknown(var encoded) -> encoded;
      case Content.Changed _, Content.Lost _ ->
          throw new IllegalArgumentException("Only what a person says is sent");
    };
  }

  public static Content decode(Bytes bytes) {
    try {
      Unpacker in = new Unpacker(bytes);
      return in.number() == VERSION ? decode(in.number(), in, bytes) : new Content.Unknown(bytes);
    } catch (MalformedRecord e) {
      return new Content.Lost(LossReason.MALFORMED);
    }
  }

  private static Content decode(long kind, Unpacker in, Bytes whole) {
    if (kind == TEXT) {
      return new Content.Text(in.text(), mentions(in));
    } else if (kind == RENAMED) {
      return new Content.Renamed(shortened(in.text(), NAME_CHARACTERS_MAX));
    } else if (kind == DESCRIBED) {
      return new Content.Described(shortened(in.text(), DESCRIPTION_CHARACTERS_MAX));
    } else if (kind == PICTURED) {
      return new Content.Pictured(picture(in));
    } else if (kind == DETAILS) {
      return details(in);
    } else if (kind == LEAVING) {
      return new Content.Leaving();
    } else if (kind == INVITED) {
      return new Content.Invited(invitation(in));
    } else if (kind == INVITATION_REVOKED) {
      return new Content.InvitationRevoked(in.text());
    } else if (kind == SETTING) {
      return new Content.Setting(in.text(), in.bytes(), in.number());
    }
    return new Content.Unknown(whole);
  }

  private static Packer begin(long kind) {
    return new Packer().number(VERSION).number(kind);
  }

  private static Bytes encode(Content.Text text) {
    Packer out = begin(TEXT).text(text.text());
    if (!text.mentions().isEmpty()) {
      out.number(text.mentions().size());
      for (Content.Mention mention : text.mentions()) {
        out.id(mention.account().high(), mention.account().low());
        out.number(mention.from()).number(mention.length());
      }
    }
    return out.toBytes();
  }

  /// A text is worth more than what it mentions: mentions that cannot be read are left out.
  private static List<Content.Mention> mentions(Unpacker in) {
    List<Content.Mention> mentions = new ArrayList<>();
    try {
      long count = in.hasMore() ? in.number() : 0;
      for (long i = 0; i < Math.min(count, MENTIONS_MAX); i++) {
        mentions.add(new Content.Mention(in.account(), in.index(), in.index()));
      }
    } catch (MalformedRecord e) {
      return mentions;
    }
    return mentions;
  }

  private static Bytes encode(Content.Details content) {
    GroupDetails details = content.details();
    Packer out = begin(DETAILS);
    out.text(details.name()).text(details.description()).bytes(details.picture());
    out.number(details.nameSequence()).number(details.descriptionSequence());
    out.number(details.pictureSequence()).number(content.invitations().size());
    content.invitations().forEach(invitation -> pack(out, invitation));
    return out.toBytes();
  }

  private static Content details(Unpacker in) {
    String name = shortened(in.text(), NAME_CHARACTERS_MAX);
    String description = shortened(in.text(), DESCRIPTION_CHARACTERS_MAX);
    GroupDetails details =
        new GroupDetails(name, description, picture(in), in.number(), in.number(), in.number());
    List<Invitation> invitations = new ArrayList<>();
    for (long count = in.number(); count > 0; count--) {
      invitations.add(invitation(in));
    }
    return new Content.Details(details, invitations);
  }

  /// Writes an invitation; [#invitation] reads it.
  public static Packer pack(Packer out, Invitation invitation) {
    return out.text(invitation.link())
        .bytes(invitation.key())
        .flag(invitation.approval())
        .number(invitation.expiresMillis());
  }

  public static Invitation invitation(Unpacker in) {
    return new Invitation(in.text(), in.bytes(), in.flag(), in.number());
  }

  private static Bytes picture(Unpacker in) {
    Bytes picture = in.bytes();
    return picture.size() <= PICTURE_BYTES_MAX ? picture : Bytes.EMPTY;
  }

  private static String shortened(String text, int charactersMax) {
    return text.length() <= charactersMax ? text : text.substring(0, charactersMax);
  }
}
