package dev.godwit.client;

import dev.godwit.device.content.Content;
import dev.godwit.device.content.ContentCodec;
import dev.godwit.device.step.GroupView;
import dev.godwit.wire.AccountId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Who is mentioned in a text: members of the group whose handles stand in it.
final class Mentions {
  private static final Pattern HANDLE =
      Pattern.compile("(?<![\\w@])@([a-z][a-z0-9_.]*[a-z0-9_])", Pattern.CASE_INSENSITIVE);

  /// What the most mentions add to a content: an id and two numbers each.
  static final int BYTES_MAX = ContentCodec.MENTIONS_MAX * 24;

  private Mentions() {}

  /// Whether it is worth while to look at the members.
  static boolean mayBeIn(String text) {
    return HANDLE.matcher(text).find();
  }

  /// In the order of their places, at most [ContentCodec#MENTIONS_MAX].
  static List<Content.Mention> in(String text, List<GroupView.Member> members) {
    Map<String, AccountId> accounts = new HashMap<>();
    members.forEach(member -> accounts.put(member.handle(), member.account()));
    return HANDLE
        .matcher(text)
        .results()
        .filter(found -> !account(accounts, found).isNone())
        .limit(ContentCodec.MENTIONS_MAX)
        .map(
            found ->
                new Content.Mention(
                    account(accounts, found), found.start(), found.end() - found.start()))
        .toList();
  }

  private static AccountId account(Map<String, AccountId> accounts, MatchResult found) {
    return accounts.getOrDefault(handle(found), AccountId.NONE);
  }

  private static String handle(MatchResult found) {
    return found.group(1).toLowerCase(Locale.ROOT);
  }

  /// As a person sees them, without those that overlap or lie outside of the text.
  static List<Message.Mention> view(Content.Text text, Me me, Names names) {
    List<Message.Mention> views = new ArrayList<>();
    int end = 0;
    for (Content.Mention each : text.mentions()) {
      boolean fits =
          each.from() >= end
              && each.length() > 0
              && each.length() <= text.text().length() - each.from();
      if (fits) {
        end = each.from() + each.length();
        boolean isMe = each.account().equals(me.account());
        String handle = isMe ? me.handle() : names.find(each.account()).orElse("");
        views.add(new Message.Mention(handle, isMe, each.from(), each.length()));
      }
    }
    return views;
  }
}
