using RecycledNumbers.Domain.Audit;

namespace RecycledNumbers.Cli.Audit;

/// <summary>Checks one number's export against the published keys, and asks nobody.</summary>
internal sealed class ExportCheck(PublicKeys keys)
{
    private readonly List<Finding> findings = [];
    private readonly Dictionary<long, TreeHead> roots = [];
    private string number = "";

    internal AuditReport Of(ExportFile export)
    {
        number = Finding.Mask(export.Number);
        foreach (var text in export.Roots)
        {
            Take(text);
        }

        var hash = default(AuditHash);
        foreach (var (i, happened) in export.Events.Index())
        {
            if (happened.Sequence != (i == 0 ? 1 : export.Events[i - 1].Sequence + 1))
            {
                Add("missing", happened.Sequence, null, "events in front of it are missing");
            }

            hash = Chain(export.Number, happened, hash);
            if (happened.Proof is { } proof)
            {
                Prove(happened, hash, proof);
            }
            else if (export.Events.Skip(i + 1).Any(static later => later.Proof is not null))
            {
                Add("unproved", happened.Sequence, null, "it has no proof although a later event has one");
            }
        }

        return new AuditReport(
            export.Events.Count, export.Events.Count(static e => e.Proof is null), export.Events.Count(static e => e.Salt is null), export.Roots.Count, 1, findings);
    }

    private void Take(string text)
    {
        if (SignedRoot.Parse(text) is not { } root)
        {
            findings.Add(new Finding("root", null, null, null, "a root can't be read"));
        }
        else if (keys.Flaw(root) is { } flaw)
        {
            findings.Add(new Finding("root", null, null, root.Head.Index, flaw));
        }
        else
        {
            roots[root.Head.Index] = root.Head;
        }
    }

    private AuditHash Chain(string whole, ExportedEvent happened, AuditHash before)
    {
        if (!AuditHash.TryParse(happened.Content, out var content) || !AuditHash.TryParse(happened.Hash, out var hash))
        {
            Add("changed", happened.Sequence, null, "its hash can't be read");
            return default;
        }

        if (happened.Salt is not null && (!AuditHash.TryParse(happened.Salt, out var salt) || EventChain.Content(salt, happened.Cause, happened.Data) != content))
        {
            Add("changed", happened.Sequence, null, "its cause or data is not what was hashed");
        }

        if (EventChain.Next(before, new ChainedEvent(whole, happened.Sequence, AuditedRow.Microseconds(happened.At), happened.Generation, happened.Type, happened.Actor, content)) != hash)
        {
            Add("changed", happened.Sequence, null, "it is not what was hashed, or an event in front of it is not");
        }

        return hash;
    }

    private void Prove(ExportedEvent happened, AuditHash hash, ExportedProof proof)
    {
        if (!roots.TryGetValue(proof.Root, out var root))
        {
            Add("unproved", happened.Sequence, proof.Root, "the root of its proof is not here, or not genuine");
        }
        else if (proof.Place is not { } place || Path(proof) is not { } path || MerkleTree.RootOf(hash, place, root.Events, path) != root.Root)
        {
            Add("changed", happened.Sequence, proof.Root, "the root was made over another event");
        }
    }

    private static List<AuditHash>? Path(ExportedProof proof)
    {
        var path = new List<AuditHash>();
        foreach (var text in proof.Path)
        {
            if (!AuditHash.TryParse(text, out var hash))
            {
                return null;
            }

            path.Add(hash);
        }

        return path;
    }

    private void Add(string kind, long sequence, long? root, string what) => findings.Add(new Finding(kind, number, sequence, root, what));
}
