using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Consent;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Events;
using EmpathyLedger.Core.Insights;
using EmpathyLedger.Core.Mail;
using EmpathyLedger.Core.Operations;
using EmpathyLedger.Core.Reviews;
using EmpathyLedger.Core.Stories.Drafts;
using EmpathyLedger.Core.Stories.Reading;
using EmpathyLedger.Core.Stories.Road;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace EmpathyLedger.Core;

public static class LedgerRegistration
{
    /// <summary>Every feature of the library, each registered in its own folder.</summary>
    public static IServiceCollection AddLedger(this IServiceCollection services, IConfiguration configuration) => services
        .AddLedgerDatabase(configuration)
        .AddLedgerEvents()
        .AddMail(configuration)
        .AddLedgerJobs()
        .AddCommunities()
        .AddConsent()
        .AddDrafts()
        .AddStoryRoad()
        .AddReading()
        .AddReviews()
        .AddInsights()
        .AddArchive();
}
