namespace RecycledNumbers.Domain.Numbers;

/// <summary>Where a number stands in its life.</summary>
[GenerateSerializer, Alias("rn.Phase")]
public enum Phase
{
    /// <summary>Nobody's; may be assigned.</summary>
    Available,

    /// <summary>A subscriber has it.</summary>
    InService,

    /// <summary>A subscriber has it, but service is stopped (停机). It still belongs to its owner and nothing is unbound.</summary>
    Suspended,

    /// <summary>Deactivated and resting (冻结期); held when the freeze is over and its clearance is not.</summary>
    Frozen,
}

/// <summary>Why a tenure ended.</summary>
[GenerateSerializer, Alias("rn.DeactivationReason")]
public enum DeactivationReason
{
    /// <summary>The subscriber gave it up.</summary>
    Voluntary,

    /// <summary>Unpaid bills.</summary>
    Arrears,

    /// <summary>Fraud.</summary>
    Fraud,

    /// <summary>The subscriber died.</summary>
    Deceased,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>What a number is used for; some countries let business numbers rest longer.</summary>
[GenerateSerializer, Alias("rn.Usage")]
public enum Usage
{
    /// <summary>A person's number.</summary>
    Residential,

    /// <summary>A business number.</summary>
    Business,
}
