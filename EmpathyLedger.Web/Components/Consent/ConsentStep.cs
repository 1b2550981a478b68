using EmpathyLedger.Core.Consent;

namespace EmpathyLedger.Web.Components.Consent;

/// <summary>A switch was turned.</summary>
public readonly record struct ConsentStep(ConsentPurpose Purpose, bool IsGranted);
