using EmpathyLedger.Web.Operations;

namespace EmpathyLedger.Tests.Operations;

public sealed class CircuitAdmissionTests
{
    [Fact]
    public void Circuits_OfOnePerson_AreCappedAndOthersAreNot()
    {
        var admission = new CircuitAdmission();
        Parallel.For(0, 200, _ => admission.TryEnter("rosa", 24));

        Assert.False(admission.TryEnter("rosa", 24));
        Assert.True(admission.TryEnter("noor", 24));
        admission.Leave("rosa");
        Assert.True(admission.TryEnter("rosa", 24));
        Assert.False(admission.TryEnter("rosa", 24));
    }

    [Fact]
    public void Circuits_AllClosed_LeaveRoomForAll()
    {
        var admission = new CircuitAdmission();
        for (var round = 0; round < 100; round++)
        {
            Assert.True(admission.TryEnter("rosa", 1));
            admission.Leave("rosa");
        }
    }
}
