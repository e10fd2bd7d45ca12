package dev.godwit.mls;

import java.util.List;

/// A change to a group that a commit can bring into effect (RFC 9420 §12.1).
public sealed interface Proposal {
  /// The numbers of §17.4.
  int ADD = 1;

  int UPDATE = 2;
  int REMOVE = 3;
  int PSK = 4;
  int REINIT = 5;
  int EXTERNAL_INIT = 6;
  int GROUP_CONTEXT_EXTENSIONS = 7;

  int type();

  /// Adds a client (§12.1.1).
  record Add(KeyPackage keyPackage) implements Proposal {
    @Override
    public int type() {
      return ADD;
    }
  }

  /// Replaces the sender's own leaf node (§12.1.2).
  record Update(LeafNode leafNode) implements Proposal {
    @Override
    public int type() {
      return UPDATE;
    }
  }

  /// Removes the member at a leaf (§12.1.3).
  record Remove(int leaf) implements Proposal {
    @Override
    public int type() {
      return REMOVE;
    }
  }

  /// Puts a pre-shared key into the next epoch (§12.1.4).
  record PreSharedKey(PreSharedKeyId psk) implements Proposal {
    @Override
    public int type() {
      return PSK;
    }
  }

  /// Closes the group in favour of a new one with these parameters (§12.1.5).
  record ReInit(Bytes groupId, int version, int cipherSuite, List<Extension> extensions)
      implements Proposal {
    public ReInit {
      extensions = List.copyOf(extensions);
    }

    @Override
    public int type() {
      return REINIT;
    }
  }

  /// Carries the init secret of an external commit (§12.1.6).
  record ExternalInit(Bytes kemOutput) implements Proposal {
    @Override
    public int type() {
      return EXTERNAL_INIT;
    }
  }

  /// Replaces the extensions of the group context (§12.1.7).
  record GroupContextExtensions(List<Extension> extensions) implements Proposal {
    public GroupContextExtensions {
      extensions = List.copyOf(extensions);
    }

    @Override
    public int type() {
      return GROUP_CONTEXT_EXTENSIONS;
    }
  }

  /// A proposal of a type that the application has defined and lists in its [Support]; its body is
  /// one opaque vector.
  record Custom(int type, Bytes body) implements Proposal {
    public Custom {
      if (isDefault(type)) {
        throw new IllegalArgumentException("a type that has a record of its own");
      }
    }
  }

  /// Whether every client has to know the type (§7.2).
  static boolean isDefault(int type) {
    return type >= ADD && type <= GROUP_CONTEXT_EXTENSIONS;
  }

  /// The `Proposal` structure.
  default Bytes encoded() {
    Writer out = new Writer();
    ProposalCodec.write(out, this);
    return Bytes.wrap(out.toBytes());
  }
}
