"""The face of the Earth at half a degree: made by tests/display/bake_earth.py.

The land mask is of the package global-land-mask (MIT licence), after GLOBE data.
"""

from __future__ import annotations

import base64
import zlib
from functools import cache
from typing import Final

ROWS: Final = 360
COLUMNS: Final = 720
"""Half a degree each, from 90° north and 180° west."""

SEA, FOREST, GRASS, DESERT, ICE, TUNDRA = range(6)


@cache
def face() -> bytes:
    """What is where: a kind for each cell, row by row from the north."""
    return zlib.decompress(base64.b85decode("".join(_PACKED)))


_PACKED: Final = (
    "c-rlqiFWKJ42H$ne*af)Z<3j@F^dEO3;1<<+BES3;<J#%w(k%K1OkCTAP@)y0)apv5C{YUfj}S-2m}IwKp+qZ1OkCTAP"
    "@)y0)apv5J<VuC~_&Xtb&uP^8M;_5&r%Bsrv7KIFCpwo*+$l-cOD6{cnJ;J$R#CnEw^|U2yNIxi|dWdViLx+QFboBgdd"
    "50bwmcu4(DNd-uPe?Dd{EMFYrEqYyD(8K&ueBiS{~_lo>fl#HQsbKig{tG5lP&~p&?yrJ%4l(lds#uIl-RKuNS_q!Jr1"
    ">(7r<xYCd{e0$+vry$toh$RjW{|KP=mzcb9`P_d)9g9aL@CSG2WZupEADL>4Qn7DIsWARf0w_}k-G7G`$<AiPf7{EnfK"
    "PHVzib!0P!8S>#x0^zFdDU{`*%@V((DI*#r9aB~~b;m(~mK4eHf5OG~p%KmVN6anj30S4ZR%2>-}NT7l=EQjTLhYH?0!"
    "vqTR^;oppE`4_{psq^W+{Qvj2p|0-`x2_7$$1ort^-su1_u?5>__-JJx=6o!t5IeZ&UXWCvn39atLEbF9byq$=D_Wfkj"
    ">G^&4yPQ2SuI_<CdbeQLfO!$4fcx?L3}EE{K5+&2p&lOr~+x?KYDvD+HQzxESF}?n%8P<XwNRmbx6I#q(4&7aHcnYm9q"
    "#HTTlFJmz>?gz_6Fnh&b*qU(9Ktz%(w@F<f^i!z#KWS2Slo%@D1nCLtkXWw~|DW-;J8rV4Bb4G>npO%X~ZV(tw#Roq3P"
    "*fAJ+BK0$t$ntwV`lJu5GQrikY}yX(m*DISNE&+_PpwfSX;q=wya>z6)6?A!}*Z;pG67~WmxJp&hkF40kAjOLnDK9S_U"
    "HJne0b{tn?Do8`cE6Vfv3GlMh<-34$6OB|vA&$y??U<hgAW^PU%S6uOqY?wvZ?=4QTkQSwjYWhE0V!UNl%=T&OrFz7xX"
    "L<coASHV2nOh79qC6o7_CdbKmJ}y3UI8=|3kmFhGay0dxOS>ATKRv8@4yFWdc(uy0GjEGLJ~FQ^#B^-F60@G)^&nE7n;"
    "7QG?k4iLn7(N^pgELLHZRztV17Un3LC%nmu`)dz&RTfQbG2)V_Ke#^vMRFZCG?P?;8Xh^U0$;ADMhp(43szi`&>K-#`l"
    "&SM?ue%4zHfxNju4BS5-$@luU(ZQLU~8L^7z=f+KQv4z0Fi<;_nfTpLpl@&da(W}XD7^K;AFAm@w>3&RGY3`TEO}`9`^"
    "HKXT9LvZj<~Ck)-b^t{r4zGTdF{O9Zbgt-2H{dbmSz`{c{F<^KO*z#BWa!Bg{1*tKzALi^EiFx<HmS6jZq{M68SuZ(~^"
    "o%)WJFX7x2srrJ{6@$%2Q|8~ji=1$2>FRWi=$Kf&9OCp89$2r01UGtNS?X2l_36Ph#r9&B?x&DJ#NcPPhsqK9-kU>Iom"
    ">I5yE0jxIA7bn`Fa${MA$Uq|l=%fEW;svG|Qf;9JC~>?JC(k5XNfR_52=&_XJV0^pb4o)~nK;!{=J}9M3I)yu*=2#p=d"
    "4MptbTd@KQb!X$3ACk=O8!Ld{iXm!ZOdY@|Ho?-rYF2Pq4heH=vgHkEJZ<RQvrKS;4uou2gmx>~o(+57X=<dQa;9Lvyz"
    "#kfZYPG$cJz3xt`y-k;k<=L&=7faYYadi^3IUqz_t?eYBieF=G;?en?7a6WD=uGe=4UlV(_MSr7%7g3~6iq>#Fa^KeT("
    "kuB2(P{us!%xML^4A7+)0f_qpB|%`)-}Unt$j7tz_P@Rb8Dij-ujRwPX0P#oL92Y67Jfxk2rPKt@4I|cHhh#tHdX(1e{"
    "}Ss-HMzd!ubKdAY8^4$v-_0Q5YL6V40SXJPc#zVCc!FlGP)o#`h10fH4nK`}<^wpnJOI;w(|tu^95Ujv+VQyZnJHHBs="
    "iz~b9Lqmo7iMhCeh~`;Ab3hr2*}B3!N#`L^H8pB=Xi1>o|5%>|_8iUnJfFslTa1S(>ZXA*t1F$d(9T!wN?{<|M5;DheY"
    "<y=+(FiOW{u{2bDvA4=lr3r3}}jNre)sA*#p{j;W;r<>oAMX5yw(1HJF<7-N)sSzob*5E<F4P@vv^rv+neT<{Bw@NpGH"
    "ux)CjTCB%f8RvY$Eb}$~vMHi9M$K80A=a)!qraLSd=YD;xC4VCVZ&#dO#bV4plS!OyIgN_(fu!EOwD78y&aIK*nZPqMP"
    "t>#8eN^yL6ZzY!de#SgV1-WD$hcH5oO|arUaC^|CS9Hlix6nFp6~93J(2(#jpl^*Ro#_gc@`0^=gXZ2lJ&=&3^`k`CQ|"
    "sKHF$ncT97qPHOxM`J#qfcjt`6TUHj@GrQMK^J-?|-oDogWxt{jfXsWrGXZ0M3>7Y-keH)~Y+RZ>T0(2jq)sub%o|T55"
    "T(?yHJUpvs{7k2qwHmiUem}DBmoxMc7sLc<t!*dK#hLqLu9<N|JJ3(?%$dn$7-%BSmUc0i%aIPeVB7eQ=JuKcn`bKPIX"
    "ldIF$}afIFnV~7Lgpj-nI9~Z=2}Rg>B)$GiS=ngS}dT`w$ut;`MFYCd4lO30$AOZNf)0arSmPo6J6|&yaa~1G_BGxdb("
    "NZf3f=V(OBg0Q<p#M+-7e<9Z&QdA1R6Wcv(hZl)CHAkgU>xDUQPS~egss2}aR@=VX=gK}G#(>2DEdYPp--+|8G!F;gyX"
    "uj|Kc=tI7&laocb+367EqsHRXAY+&JWFXFcuG>yxWJG+--_;Aa6b(zsYDshUXZtK%v)qUCxe+_EoM#E>GAw{HA96bFRH"
    "&qe1ck-<ykmPJNSg8RqS)9^hCETl}p>`&-H&#(&c&E6oJk*R9I6qv~=V7=~@PgAC4GvS>_*zPmj{{Hv~NAGbd$DGB(h$"
    "CeY^j`D)&Zf4?N)L!M`x{QXKaL86Jf!AfyN6OuWcXX5#;5DlI!RP$E;WJCV7|7jn`vyUMlx+Tx4%Tsesl8xeK0y?0RS$"
    "V#X?B2a;KjTp{DN}^AARbKJkWR0sn`9=QLweC!k!H=^xWsWmzwsIoQY)ZcEzjXzH8o9tZk{QnOBJ4J44z}-iLRxER><&"
    ")8(?a8;{<eAb5rnq_c!u72@U@iE&~y9sgAQ~IC}z~DW%7Ho@p?i<I{5r?Q^{ED;gs&UVy+E0h|HnraarJVwUFUa-+Z~O"
    "3A7w0hG!#hi1Bl((gl$bo)TZ^f!Zf_E?Ok-+kx#9x8U)J25umr@5v+5=YI!bJQTr!!x~d1Ebu};`*OvTY(nMm1ECvcC+"
    "IAQ<+vg+cMB8n9B;=3}@wDAQ>aL$#|w_Jlm?}+uM*A_r4ZAWS@J{EPq$Pw@ABO)AH=5aW|6Ch>QDY?3p?dMs(_%oX4^l"
    "Gs65UEqJy&6dEL?IK~tPcN#S7%sKF;TFoV~1W~CX2cx-&=zK;_o_A|=4n=Gb^lz04%_w2L*KF-K6wPv=^YelV63LCuRq"
    ";6f9??Ma%3bZDCCFnNXO~@m${#b!j%XK*jI=r^C|rD+T6l|)$HzH4N8+TB{4NDsk@V)-t%oz!FMT%|C(CDK`Wi{>BeRu"
    "CZ=T(HJkxJemaTm^kFyN7`xkzm82{N7Y#WB>a6Gsu&;vWqREk}w$10nE&sa6pJRWol&?`33sriU@6}PDh6KCQ*=>FVZ?"
    "#2@K`3tnmFG{=5Lwx8k!JattHbvyTIF_?+b__BtYoQ~nW5bha@0%S?jx%G&04C279k)5uo7R-SZOt;CV><e>QIU2y|L7"
    "whP6{`LX*VBfVVvJUCwb0g6HJiYlIE;`%;GtrWBpYF3*+oEkv-@BX<dy}`a=M8ex{P{5}1|Ea|md*YV2rl+gbxHOJHXm"
    "@N7C-W3?45w2bHPc*FcWGk~U`dlH>Vs=sV&d7SCJ1hmZGu;OrR&4mecpg6Ia(QOtYE|2pc(1kqHN<35Q&!>4Hrwil5F|"
    "AhCf@gP2c1g6e2F`f{y?qPw{^7deXXP|T;4I47QP8Mx)#JePDJBf7s3XsdQ~j=fInU1my=@kNJ_m$BB`1!$dZ}7xSm~>"
    "OI9T_!_2ZfOvd9eT#MThNS=U0JTgyq(8{j#Ta83|izV4XiI)mpc8(f@?*zj$$26So>Uu-x~F%ksM7dW`#^5vY46?oocJ"
    "i9ucNrbYqmU1!!v?Tp=UJU<SFxwaC3Y@*eYZE|U=|_&PDtT9Mg2DHf?tucE<T<WhO7a|UieP4L_@r8Ao`YMh#%_D+3p5"
    "3^%bZ$5T%IX!l7}|U&I-@*`=07i+LP?K9yG^IOYlr0o`-goyWqk(U?zWmcMqvK&cCn7N1(2b=WJ_u=6PfT?Vd5vj^S>Q"
    "?3xw@ZcOv<8?q@CSH&}<G5mlL5nn0Mj**;uB88{2KL%^lf;`X6sz-QcwFQS~P|mXo+3o&L=}_0rez>MYds}cMf#!b6VV"
    ")&zk>nP3Tg0^KqPBziVxntk4muo}eIP}R0G>raTQ6ucm`}A&TwTVqxEa8+7SSUVvkl9q+85hq8P7%CBzTsvGEPULjdH|"
    "57iflkCi7=?3%?;8CfG5ugm%HsoaUg3@@ei*-Iwn8M_;&j9pefCwk6nDELVJ=p*Y4R2h&w*!^sYEk)C7)T#M7vR!a3!6"
    "8;*!8dV5+Ch)uv&@Xk#oiRwC(^g9LpkkmC4hN8yBW<HhuSSxLGEXZXN;TQe;rI&)fiyEdG{y6)ouslR6kGNxung&ul<V"
    "-Hb1pae@fyOz=@46KnjPp@A_+*LeF>agiB6wqSmrXI(;2=Qczz|4+La&)-L`OECBgIT=fO4rI@Q}vYoH@IyHcYd<e8X5"
    "gbx^&;en3)zViy%7d_%{Y<Xqq@=PM0f13fI*6<wN55hGz*bl^mmp#tQKHoB)bKk*fYBX?G;n_1Gu07AxJzsYpDA$fc5<"
    "v+ki2Q2@kXqqEUl8s)^wN1eg|}lJQ-w~-Gcj@^m}6Je9%pNj+1jUZVS0{t>+npUuU`@m@^F4fgrKy<0c34Y)u$|NL5>4"
    "mWf0hx=5i@6`VBxtPRH}xQf1GJ(mM_<z;kJt*`9%X1|PNpE5wM{Tdj5GxtVNAJWEKGsSjJ*6*q^3rb&R-#F?GFmhnu*q"
    "X75>i~vnz@+>gWPJ|*-&>dKMsuZfctKv-jA(iYl1qcV9vW;Dfp>4o*dDe1F0^4VT%YJ=*uW~f-NP6PzZNKR9*;B|fzH7"
    "shH1@E&T4#R^F4A*Gd459qP6g|}-iGJ@BR>bAeW*2o?&vt@&Se44&*sVoD{heIo{?bo95`_JC?8{$_dGz}(>i-VC#wPy"
    "A2oNQ;rs!*Z>H`vw=_0MH+4uH`0Unuk5gc83R72_=`y$c^2<EWz!^NJ=IZ%}Pjt%4gn*8YgL=sv5ZWuY8l}jYlhrx^?U"
    ")A?-mV1BGxO}Ucz#UFDb1h#iy4k6?7@O^>dOuB1>SgmK=lHiFFpyV?#uH7bkyJ+J6f$@NXW6z_vKlioF71L<!wA=rU&F"
    "Xa<XG^r}add8oc)6*^R{Wv#O@Z3|ODr-|77B@;M;oF(J=Xg)?tQ{l>*k^BliB?6|-SX#lifH;T@MHi9!<&Lp}mxuFcJf"
    "!%(XArgQ#Z>lSJwxH_k@4Ss8=xo138~!*T-4kbXK%3z?z6j+qesW%7cDaTg_w-i4Ik2~jt%94unX?Y%&m>E#?Oy<#t7-"
    "O$HdS;(Jad-CzB3zwihK71Xa$^a+i#iV*@niecupR~vif+UBF>$G9+l@})|{W~@N|8d#RQ(~arS}kU-WQUjPYDC*q7Lf"
    "#Pc=Q^*R)B?i&?m3-d0{%No#^$)SooUoUk4x)$f>fKF|xYmVpWSv7nwg_E>%;CWD<)0;#a<e7L2VPpOSD+|5sY&=DrFF"
    "^Mycy`-!lRSH>CwD%kEj<nQGVUEu0=7TM2|PC_xa?dCn=L@!q3-Ks4rWw&nv@5(gWB+H66crswm8==U;m3PloNz&@tix"
    "<q*JlQ2M3vN3hxJrGJ@uLL6>7po~Z=qVGOi1>4CXPEqU%#?2?1srfx?#9Hl^8;JN6W!Z90&9G_o^HqT_0=Ry1A$ibc9S"
    "r6zG&z%Zgc8ctf-EnZ}1P-$z(9iSiif|s0=jh~60NsISGKzC-=8k<Rp5WPm=OK9>z{thdqQE}$c-}ViJUd06o!v&s@eH"
    "6DK>yqAyL`OcIM1P}YKB|HJO3!qWMDT3^wd1lAV}mlgOCr!t_A;UJlo#GBEP%IyCGnU(<=NuET?!rf3Kqcd*8o;%6Ja("
    "GFX6qy+kx6Ww~WoWAXf3(z5KcWu9|qhF)-fsl0GvpqV_oCkMNK-v2&#tz>M_G|sF&)xK>2&myT!F3;}Kxpi`$W6X@m^Q"
    "8%@UpF_<TOrV0>2T+Biwh>!ndf=CNU{OIvl7owo`fdlnTFwci%LxYa4M8|c8@GfDd0KLsna+--&*Abpmlk^?U(yZvlpz"
    "gvdZ(8m5?<7wOTwsw!OB;a|&#i;Mr30YGaDYt$?TG`JvW-B~5h@T5IOnZ2~Fa*{u$=`Qu_EZOs~kw-ybGXnwbjZ0Y*4G"
    "nckOcxD3a;s;ck;aQCHPxA=3VptXEa-MDYo7`E?L*x9feZ*UfIPh#4=e&WA?~iPVXIF&t{|z+UW;w&~Y%3qY*c@_Bo&o"
    "f<Jm>bWH{@;<;v7unfZl4JpD$^!o!8_UK-cn2MtRO0h&U_HSWZ~SGuh`k=Czv1U#aqp1+o$C+Q&IU!b21OjM!)399FLz"
    "hi5l5&kj6;=PS=Hm3^jJfp*||N}gS8t;#6-t(5ZY9^Kv*JhuV*Z>m{rta}8F7mjy>XO?o^ZAPM9o+*2}Crt{p1J7cfV@"
    "J)~8ZCZ)HxMPA%V$6j`vpJ3bMz!*Ta(jLJddOFlKK4LnXB5^ZUpvlrqu2>BPrd<aR$$Phtws{ng`D<>L8>!Y;%Bc5a%4"
    "vb|#0%%R8XfB`|~M3iF(uf@#fz9;#*i?c|yJ$%JAYFw9JV8KpU5pvP+1JE&iZ!+($N=mUf$`7gsfdu>Z&^L*cqpVB}B="
    "L(*!!Z7Nn0xNrzGSLn=3*C(~&jZ3R7|)5T$ngAwF?k-7hM~-J{5o>rc@3Wb+{}@)O4;j(V4k&jHhhGmn?mordL}INQYt"
    "G<6=1F9h}jU%Lsn80csAQaaRW^NI{M*b>F{tCdO0Ueq9x1~pPuLGfzF=B29PWRUGk8nc?L$7c`kd%%zkukE+R0p+E{gu"
    "SmdL}z77K<J8JCf?4vN>xr#WhaTyCge;4NOSAdqExxMH2$o!=cX!rrzuDHdQFwYmDL5q2k3v<uQxEp^wFMMj<Xq_rj8!"
    "Vn7gR~k#!9W*uUWjRIR|1G4nrq-3;29=*$}GhaEgRq&unYn;taG%c;28nreBmH?M)WvGT~9ot`C*&~uIqK%R?rNbXQ=C"
    "G*EGnSO$?qPaGuBfblnD^Arm2ucyQ_%X*uT#JVPdQIDj)`3Y;C%b&&b&Gc<D350o&jfkxx497|2nT4$c256DCY8rnbyG"
    "ZD`Yoh@W0pu>NIiXda!X9w#Hnc6@@Amhag-}Atr4ag)08bCu9@S#PIfhr;PkgjoEAP`$_2Lv)xa0r1wAP@)y0)apv5C{"
    "YUfj}S-2m}IwKp+svJhDRt5C{YU!wi9dWe9{t^$xHhv#|V6pa;kVR{4i!0?&{sd<=jLnaa<A8X&-VxVk>_bXbedG2jAO"
    "jr}W4!jITHm@nNg_k#aIYqE}Q-ggb6e{^<zRziGCgXOuGZg2VR&2O0(`D&|4*&h?Y%5UgpY%<H7nnU@WMFrH{1_#SYQ@"
    "C4^j&bdHZ9SLE;Z;GiYv0WZFuq&mNwOQ^j6yvl`v|hQ%lv638bv8P6X<tEG}zcjlGS;pY%<AU3T6+o-G+>PG+EuDz8mP"
    "SE=TZXf@E$x=*Gl(WpjPY19ery#Ut<>AS)>B<IAYt!@i3q2L$t){d6z_2KzKJaCWuqR-*0(dWV4KSpGPaUkbaXbd9MZ9"
    "V<u%&dLKEig28RuP?u}C+-K!bFjRda39Wj2Q@-OmjY)PW|egC*G7K>|NS&yXx}?f(lDa|%x0#!#C|rndoa#md7id~uK}"
    "FrX;L5zo=0oeP=R2J!Sk>!e4pV1l)*D=)a{&uoBk69NyaRe&Rn~hKji3LV8~w6YFVyPKHi%7c))pbx5N4Zov6pmt$a#Z"
    "fX5=syQa@<u$@Ch^S|Wm*AI%Oij1NUG+k@90@!*3Qj_QEhOf5h0YGYUoXKd#_oDKH;uVQrLlJ;yEek!hE<ny|OwXZ-@H"
    "Jq@cr)&x`9?IjfSH~}51?Urtf4uGX%}Q?%)<fEkg2fW!8BxIR|OLrAP@)y0)apv5C{YUfj}S-2m}IwKp>FO<v-GCZV&"
)
