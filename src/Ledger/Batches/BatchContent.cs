namespace RecycledNumbers.Ledger.Batches;

/// <summary>What the rows of a batch ask for. Stored by name: add, never rename.</summary>
public enum BatchContent
{
    /// <summary>Carriers: tenures that ended.</summary>
    Deactivations,

    /// <summary>Carriers: the same in the shape of a report to the Reassigned Numbers Database.</summary>
    Rnd,

    /// <summary>Carriers: numbers given to subscribers.</summary>
    Assignments,

    /// <summary>Carriers: forwarding set or, without a target, cleared.</summary>
    Forwarding,

    /// <summary>Carriers: frozen numbers given back.</summary>
    Reinstatements,

    /// <summary>Carriers: numbers passed to another subscriber.</summary>
    Transfers,

    /// <summary>Carriers: service stops.</summary>
    Suspensions,

    /// <summary>Carriers: service goes on.</summary>
    Resumptions,

    /// <summary>Platforms: accounts that hang on numbers.</summary>
    Bindings,

    /// <summary>Platforms: accounts removed.</summary>
    Unbindings,

    /// <summary>Platforms: accounts that are still their owners'.</summary>
    Confirmations,
}

/// <summary>Where a batch stands. Stored by number.</summary>
public enum BatchState
{
    /// <summary>Its upload is under way; nobody sees it.</summary>
    Receiving = 0,

    /// <summary>Its rows are being worked through.</summary>
    Open = 1,

    /// <summary>Every row has its answer.</summary>
    Done = 2,

    /// <summary>Its party called it off; what had been done by then stays done.</summary>
    Cancelled = 3,
}
